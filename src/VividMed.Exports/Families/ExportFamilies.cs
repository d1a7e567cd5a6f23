using VividMed.Exports.Coordinates;
using VividMed.Exports.Texts;
using VividMed.Exports.Tokens;

namespace VividMed.Exports.Families;

/// <summary>The families by name.</summary>
public static class ExportFamilies
{
    private static readonly Dictionary<string, Func<string, FamilyOptions, ExportFamily>> Makers = new(StringComparer.Ordinal)
    {
        ["webdataset"] = static (name, options) => new WebDatasetFamily(name, options),
        ["energon"] = static (name, options) => new EnergonFamily(name, options),
        ["hf"] = static (name, options) => new HfFamily(name, options),
        ["ms-swift"] = static (name, options) => new ConversationFamily(
            name, new PlaceholderStyle(), new MessagesFormat(withObjects: true), TokenRule.Qwen(options.Resize), options),
        ["llama-factory"] = static (name, options) => new ConversationFamily(
            name, new JsonStyle("bbox_2d", options.ResizedPixels ? CoordinateForms.Resized(options.Resize) : CoordinateForms.Thousandths), new MessagesFormat(withObjects: false),
            TokenRule.Qwen(options.Resize), options, beside: TrainerLists.LlamaFactory),
        ["qwen2.5-vl"] = static (name, options) => new ConversationFamily(
            name, new JsonStyle("bbox_2d", CoordinateForms.Resized(options.Resize)), new ConversationsFormat(), TokenRule.Qwen(options.Resize), options),
        ["qwen-vl"] = static (name, options) => new ConversationFamily(
            name, new JsonStyle("bbox_2d", CoordinateForms.Thousandths), new ConversationsFormat(), TokenRule.Qwen(options.Resize), options),
        ["internvl"] = static (name, options) => new ConversationFamily(
            name, new RefBoxStyle(), new ConversationsFormat(), TokenRule.InternVl, options, beside: TrainerLists.InternVl),
        ["llava"] = static (name, options) => new ConversationFamily(
            name, new BracketStyle(options.TrainerPads ? CoordinateForms.UnitOfSquare : CoordinateForms.Unit), new ConversationsFormat(array: true, single: true),
            TokenRule.Llava, options)
        { MostPictures = 1 },
        ["medgemma"] = static (name, options) => new ConversationFamily(
            name, new JsonStyle("box_2d", CoordinateForms.ThousandthsOfSquare), new PartsFormat(), TokenRule.MedGemma, options,
            options.Pictures with { PadToSquare = true }),
        ["vividmed"] = static (name, options) => new VividMedFamily(name, options),
        ["coco"] = static (name, options) => new CocoFamily(name, options),
        ["nifti"] = static (name, options) => new NiftiFamily(name, options),
        ["dicom-seg"] = static (name, options) => new DicomSegFamily(name, options),
    };

    /// <summary>In the order in which help lists them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Makers.Keys];

    /// <exception cref="ExportException"><c>unknown-family</c>.</exception>
    public static ExportFamily Create(string name, FamilyOptions options) => Makers.TryGetValue(name, out var make)
        ? make(name, options)
        : throw new ExportException("unknown-family", $"There is no family '{name}'; there are {string.Join(", ", Names)}.");
}
