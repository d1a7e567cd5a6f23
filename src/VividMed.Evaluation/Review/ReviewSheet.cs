namespace VividMed.Evaluation.Review;

/// <summary>What was drawn for reviewers, without what was planted in it. Holds no words of reports.</summary>
/// <param name="DatasetId">Of dataset.json.</param>
/// <param name="Recipe">Of the version.</param>
/// <param name="Items">In an order that tells nothing.</param>
public sealed record ReviewSheet(
    int Schema, string DatasetId, int Version, string Recipe, int Seed, IReadOnlyList<ReviewStratum> Strata, IReadOnlyList<ReviewItem> Items)
{
    /// <summary>The version of the sheet that is written and read.</summary>
    public const int SchemaVersion = 1;

    /// <summary>How many items have a planted fault.</summary>
    public int Planted { get; init; }
}

/// <summary>How many items of a kind the version has, and how many were drawn.</summary>
public sealed record ReviewStratum(string Name, bool Grounded, long Items, int Drawn)
{
    /// <summary>How many items one drawn item stands for.</summary>
    public double Weight => Drawn == 0 ? 0 : Items / (double)Drawn;
}

/// <summary>Which items of a sheet have a planted fault, kept from the reviewers until they have handed in.</summary>
public sealed record ReviewKey(int Schema, IReadOnlyList<string> Planted);
