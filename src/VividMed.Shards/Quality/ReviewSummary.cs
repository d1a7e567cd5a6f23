namespace VividMed.Shards.Quality;

/// <summary>What people who looked at the dataset have found until a version was committed; their corrections are in it.</summary>
/// <param name="Subjects">Phrases, with one region or without, that were judged.</param>
/// <param name="Open">Those on which reviewers differ: nothing of them was corrected.</param>
/// <param name="CorrectedStudies">Studies with corrections in force.</param>
/// <param name="Grounded">How much of what had a region was right when it was looked at; null where nobody looked.</param>
/// <param name="Ungrounded">The same of what had none.</param>
public sealed record ReviewSummary(int Reviewers, int Subjects, int Open, int CorrectedStudies, ReviewShare? Grounded, ReviewShare? Ungrounded);

/// <summary>A share, 0 to 1, with the bounds of its 95 % interval.</summary>
public sealed record ReviewShare(double Share, double Low, double High);
