using VividMed.Datasets.CtRate;
using VividMed.Datasets.Files;
using VividMed.Datasets.Mimic;
using VividMed.Datasets.Own;
using VividMed.Taxonomy;

namespace VividMed.Datasets;

/// <summary>Opens a dataset by its name.</summary>
public static class DatasetFactory
{
    /// <summary>The names that can be opened.</summary>
    public static IReadOnlyList<string> Names { get; } = [MimicCxrDataset.DatasetName, CtRateDataset.DatasetName, CsvDataset.RadiographName, CsvDataset.VolumeName, CsvDataset.HeadName];

    /// <summary>What a dataset of that name holds, wherever it lies; an unknown name holds radiographs.</summary>
    public static Modality ModalityOf(string name) => name switch
    {
        CtRateDataset.DatasetName or CsvDataset.VolumeName => Modality.Ct,
        CsvDataset.HeadName => Modality.Mr,
        _ => Modality.Cxr,
    };

    /// <summary>In a folder.</summary>
    /// <exception cref="DatasetException">The name is unknown or the folder missing.</exception>
    public static IDataset Open(string name, string root) => Open(name, new LocalDatasetFiles(root));

    /// <exception cref="DatasetException">The name is unknown.</exception>
    public static IDataset Open(string name, IDatasetFiles files) => name switch
    {
        MimicCxrDataset.DatasetName => new MimicCxrDataset(files),
        CtRateDataset.DatasetName => new CtRateDataset(files),
        CsvDataset.RadiographName => new CsvDataset(files, Modality.Cxr),
        CsvDataset.VolumeName => new CsvDataset(files, Modality.Ct),
        CsvDataset.HeadName => new CsvDataset(files, Modality.Mr),
        _ => throw new DatasetException("unknown-dataset", $"{name} is no known dataset: use {string.Join(", ", Names)}"),
    };
}
