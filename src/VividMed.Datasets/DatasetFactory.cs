namespace VividMed.Datasets;

/// <summary>Opens a dataset's folder by the dataset's name.</summary>
public static class DatasetFactory
{
    /// <summary>The names that can be opened.</summary>
    public static IReadOnlyList<string> Names { get; } = [MimicCxrDataset.DatasetName, CtRateDataset.DatasetName];

    /// <exception cref="DatasetException">The name is unknown or the folder missing.</exception>
    public static IDataset Open(string name, string root) => name switch
    {
        MimicCxrDataset.DatasetName => new MimicCxrDataset(root),
        CtRateDataset.DatasetName => new CtRateDataset(root),
        _ => throw new DatasetException("unknown-dataset", $"{name} is no known dataset: use {string.Join(" or ", Names)}"),
    };
}
