using System.Text.Json;
using System.Text.Json.Serialization;
using VividMed.Imaging;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Graphs;

/// <summary><c>model.json</c> beside the graphs: all numbers that somebody needs who runs them without this program.</summary>
internal sealed record ModelDescription(
    string Format, string Notice, IReadOnlyList<DescribedGraph> Graphs, DescribedValues Values, DescribedText Text, DescribedPlaces Places, DescribedEvidence Evidence)
{
    public const string Kind = "vividmed-onnx-1";

    private const string Warning = "For research and for trying the pipeline; none of what the model says is a diagnosis.";

    public static ModelDescription Of(IReadOnlyList<CheckedGraph> graphs, NetworkOptions options, ModelLanguage language) => new(
        Kind, Warning, [.. graphs.Select(DescribedGraph.Of)], DescribedValues.Prepared, DescribedText.Of(options, language.Vocabulary),
        new DescribedPlaces(PlaceDecoding.SureEnough, PlaceDecoding.Covered, PlaceDecoding.MostInstances),
        new DescribedEvidence(PresenceScale.GlanceWeight));

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ModelFolder.Json);

    /// <summary>Whether a file is one that was written here.</summary>
    public static bool IsOne(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<FormatAlone>(json, ModelFolder.Json)?.Format == Kind;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed record FormatAlone(string? Format);
}

/// <summary>A graph by its file, its inputs and outputs in their order.</summary>
/// <param name="Modality">Of the images that it is for; none where it is for all.</param>
internal sealed record DescribedGraph(
    string File, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Modality, IReadOnlyList<DescribedTensor> Inputs, IReadOnlyList<DescribedTensor> Outputs)
{
    public static DescribedGraph Of(CheckedGraph graph) => new(graph.File, graph.Modality?.Code(), [.. graph.Inputs.Select(DescribedTensor.Of)], [.. graph.Outputs.Select(DescribedTensor.Of)]);
}

/// <param name="Shape">A number, or the name of an axis of free length.</param>
internal sealed record DescribedTensor(string Name, string Type, IReadOnlyList<object> Shape, string Meaning)
{
    public static DescribedTensor Of(Onnx.OnnxTensor tensor) => new(
        tensor.Name, tensor.Type, [.. tensor.Shape.Select(static axis => int.TryParse(axis, out var length) ? (object)length : axis)], TensorNames.MeaningOf(tensor.Name));
}

/// <summary>What an image's values become 0 and 1 from, beyond which a CT was not measured, which is air, and of how many values each is the nearest.</summary>
internal sealed record DescribedValues(int BrightestShade, int LowestHounsfield, int HighestHounsfield, int LeastMeasured, int MostMeasured, int Shades)
{
    /// <summary>As images are prepared here.</summary>
    public static DescribedValues Prepared { get; } = new(
        ImagePreparation.BrightestShade, ImagePreparation.LowestHounsfield, ImagePreparation.HighestHounsfield, (int)Hounsfield.Air, (int)Hounsfield.Densest, ImagePreparation.Shades);
}

/// <summary>The numbers of words and signs, and what is asked in which words.</summary>
/// <param name="Letters">The characters that stand for the bytes 0 to 255 in the vocabulary.</param>
internal sealed record DescribedText(
    string Vocabulary, int Words, int MaxTokens, IReadOnlyDictionary<string, int> Signs, string Letters, string ReportPrompt, string TargetPrompt, int Yes, int No)
{
    public static DescribedText Of(NetworkOptions options, Vocabulary vocabulary) => new(
        "vocabulary.json", vocabulary.Count, options.MaxTokens,
        new Dictionary<string, int>
        {
            ["padding"] = Text.Vocabulary.Padding, ["begin"] = Text.Vocabulary.Begin, ["end"] = Text.Vocabulary.End, ["user"] = Text.Vocabulary.User, ["system"] = Text.Vocabulary.System,
            ["grounded"] = Text.Vocabulary.Grounded, ["notGrounded"] = Text.Vocabulary.NotGrounded, ["phraseBegin"] = Text.Vocabulary.PhraseBegin, ["phraseEnd"] = Text.Vocabulary.PhraseEnd,
        },
        Text.Vocabulary.BytesAsLetters, ConversationBuilder.ReportPrompt, ConversationBuilder.TargetPrompt, vocabulary.Encode(ConversationBuilder.Yes)[0], vocabulary.Encode(ConversationBuilder.No)[0]);
}

/// <summary>Which boxes of a phrase are kept: those above a logit, the surest first, none that overlaps a kept one by more than a share, so many at most.</summary>
internal sealed record DescribedPlaces(double SureEnough, double Covered, int MostInstances);

/// <summary>What the surest cell of a glance counts as evidence, where what is said and the surest place count once.</summary>
internal sealed record DescribedEvidence(double GlanceWeight);
