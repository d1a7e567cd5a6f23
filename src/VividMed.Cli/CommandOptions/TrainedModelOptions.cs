using System.CommandLine;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Cli.CommandOptions;

/// <summary>Options of commands that ask a trained model about an image.</summary>
internal static class TrainedModelOptions
{
    public static Option<string> Model() => new("--model") { Description = "Folder of a trained model: what a training left, such as OUT/models/RUN", Required = true };

    public static Option<string> Image() => new("--image")
    {
        Description = "A radiograph (DICOM, PNG, JPEG) or a CT (NIfTI, multi-frame DICOM, the folder of a series) or an MR (NIfTI)",
        Required = true,
    };

    public static Option<string?> Modality() => new Option<string?>("--modality") { Description = "cxr, ct or mr, where the file does not tell: a NIfTI is a CT unless this says otherwise" }.Accepting("cxr", "ct", "mr");

    public static Option<double?> OpeningCorrection() => NumberOptions.OptionalNumber(
        "--opening-correction", "Subtracted from the logit of the sign that opens a phrase: above 0 the model points at less, below 0 at more; 0 without it");

    public static Modality? ModalityOf(string? word) => Modalities.Find(word?.ToUpperInvariant());

    public static DecodingOptions DecodingOf(double? correction) => correction is { } value ? new DecodingOptions { OpeningCorrection = value } : new DecodingOptions();
}
