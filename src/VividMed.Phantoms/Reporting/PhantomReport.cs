namespace VividMed.Phantoms.Reporting;

/// <summary>
/// A phantom's report as published, with the truth of its mentions; for CT-RATE also the parts that go into the table's columns.
/// </summary>
internal sealed record PhantomReport(string Text, IReadOnlyList<PhantomPhrase> Phrases, IReadOnlyList<string> Parts);
