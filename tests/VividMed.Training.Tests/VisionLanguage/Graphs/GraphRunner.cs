using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using VividMed.Training.Onnx;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage.Graphs;

/// <summary>Runs an exported model as docs/how-to/run-the-model-elsewhere.md says, by its files alone; words and numbers are those of model.json.</summary>
/// <param name="openingCorrection">subtracted from the logit of the sign that opens a phrase</param>
internal sealed class GraphRunner(string folder, float openingCorrection = 0) : IDisposable
{
    private readonly Dictionary<string, InferenceSession> _sessions = new(StringComparer.Ordinal);
    private readonly JsonElement _model = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "model.json"))).RootElement.Clone();

    public Vocabulary Vocabulary { get; } = Vocabulary.Parse(File.ReadAllBytes(Path.Combine(folder, "vocabulary.json")));

    public JsonElement Text => _model.GetProperty("text");

    public JsonElement Values => _model.GetProperty("values");

    public void Dispose()
    {
        foreach (var session in _sessions.Values) session.Dispose();
    }

    /// <summary>The shape of the encoder's input without its batch.</summary>
    public long[] ImageShape(string kind) =>
    [
        .. _model.GetProperty("graphs").EnumerateArray().Single(graph => graph.GetProperty("file").GetString() == $"encoder-{kind}.onnx")
            .GetProperty("inputs")[0].GetProperty("shape").EnumerateArray().Skip(1).Select(static axis => axis.GetInt64()),
    ];

    public Dictionary<string, OnnxInput> Encode(string kind, float[] image) => Run($"encoder-{kind}", new OnnxInput("image", image, [1, .. ImageShape(kind)]));

    /// <summary>The tokens of prompt and answer, where the answer begins, and the states of all.</summary>
    public (List<long> Tokens, int Start, OnnxInput Hidden) Generate(OnnxInput image, string prompt, bool grounded)
    {
        List<long> tokens = [Sign("begin"), Sign(grounded ? "grounded" : "notGrounded"), Sign("user"), .. Vocabulary.Encode(prompt).Select(static number => (long)number), Sign("system")];
        var (start, isOpen) = (tokens.Count, false);
        while (true)
        {
            var read = Run("decoder", new OnnxInput("tokens", tokens.ToArray(), [1, tokens.Count]), image);
            var left = Text.GetProperty("maxTokens").GetInt32() - tokens.Count;
            if (left == 0) return (tokens, start, read["hidden"]);
            var words = Text.GetProperty("words").GetInt32();
            var logits = ((float[])read["logits"].Values).AsSpan(^words..).ToArray();
            logits[Sign("phraseBegin")] -= openingCorrection;
            var chosen = Enumerable.Range(0, words).Where(May).MaxBy(number => logits[number]);
            if (chosen == Sign("end")) return (tokens, start, read["hidden"]);
            tokens.Add(chosen);
            if (chosen == Sign("phraseBegin") || chosen == Sign("phraseEnd")) isOpen = chosen == Sign("phraseBegin");

            bool May(int number)
            {
                if (number == Sign("phraseBegin")) return grounded && !isOpen && left > 2;
                if (number == Sign("phraseEnd")) return isOpen && tokens[^1] != Sign("phraseBegin");
                if (number == Sign("end")) return !isOpen;
                return number > Text.GetProperty("signs").EnumerateObject().Max(static sign => sign.Value.GetInt32()) && (!isOpen || left > 1);
            }
        }
    }

    /// <summary>Of each phrase that an answer encloses the boxes that are kept and its mask's logits.</summary>
    public List<(List<float[]> Kept, float[] Mask)> Locate(string kind, Dictionary<string, OnnxInput> seen, (List<long> Tokens, int Start, OnnxInput Hidden) said)
    {
        int[] answer = [.. said.Tokens.Skip(said.Start).Select(static token => (int)token)];
        long[] closing = [.. answer.Index().Where(one => one.Item == Sign("phraseEnd")).Select(static one => (long)one.Index)];
        var first = Array.ConvertAll(closing, end => Array.LastIndexOf(answer, (int)Sign("phraseBegin"), (int)end) + 1L);
        var last = Array.ConvertAll(closing, end => (long)Vocabulary.EndOfSentence(answer, (int)end));
        var row = Ints("row", new long[closing.Length]);
        var words = closing.Zip(first, (end, begin) => answer[(int)begin..(int)end]).ToList();
        var found = Run($"grounding-{kind}", said.Hidden, seen["places"], seen["halves"], row, Filled(words), Placed("first", first), Placed("closing", closing), Placed("last", last));
        var (boxes, scores) = ((float[])found["boxes"].Values, (float[])found["scores"].Values);
        var cells = scores.Length / closing.Length;
        var kept = new List<List<float[]>>();
        var hulls = new List<float>();
        for (var phrase = 0; phrase < closing.Length; phrase++)
        {
            var own = boxes.AsSpan(phrase * cells * 6, cells * 6);
            var sure = scores.AsSpan(phrase * cells, cells);
            kept.Add([.. PlaceDecoding.Decode(own, sure).Select(static box => box.Box)]);
            hulls.AddRange(BoxHull.Of(kept[^1]) ?? PlaceDecoding.Best(own, sure).Box);
        }

        OnnxInput[] hull = kind == "ct" ? [new OnnxInput("hull", hulls.ToArray(), [closing.Length, 6])] : [];
        var masks = (float[])Run($"masks-{kind}", [found["vectors"], seen["outlines"], row, .. hull])["masks"].Values;
        return [.. kept.Zip(masks.Chunk(masks.Length / closing.Length))];

        OnnxInput Placed(string name, long[] places) => Ints(name, Array.ConvertAll(places, place => said.Start + place));

        static OnnxInput Ints(string name, long[] numbers) => new(name, numbers, [numbers.Length]);
    }

    private static OnnxInput Filled(List<int[]> words)
    {
        var length = words.Max(static own => own.Length);
        return new OnnxInput("words", words.SelectMany(own => own.Concat(Enumerable.Repeat(0, length - own.Length))).Select(static word => (long)word).ToArray(), [words.Count, length]);
    }

    /// <summary>All that a model says of a name that it is asked for alone, as a logit.</summary>
    public double Evidence(string kind, Dictionary<string, OnnxInput> seen, string name)
    {
        long[] words = [.. Vocabulary.Encode(name).Select(static word => (long)word)];
        long[] prompt = [Sign("begin"), Sign("grounded"), Sign("user"), .. Vocabulary.Encode($"{Text.GetProperty("targetPrompt").GetString()} {name}").Select(static word => (long)word), Sign("system")];
        long[] tokens = [.. prompt, Sign("phraseBegin"), .. words, Sign("phraseEnd")];
        var read = Run("decoder", new OnnxInput("tokens", tokens, [1, tokens.Length]), seen["image_tokens"]);
        var logits = ((float[])read["logits"].Values).AsSpan(^Text.GetProperty("words").GetInt32()..).ToArray();
        OnnxInput Place(string input, long at) => new(input, new[] { at }, [1]);
        var found = Run($"grounding-{kind}", read["hidden"], seen["places"], seen["halves"], Place("row", 0), new OnnxInput("words", words, [1, words.Length]), Place("first", prompt.Length + 1), Place("closing", tokens.Length - 1), Place("last", tokens.Length - 1));
        var glanced = (float[])Run($"glance-{kind}", new OnnxInput("words", words, [1, words.Length]), seen["halves"])["glances"].Values;
        return logits[Text.GetProperty("yes").GetInt32()] - logits[Text.GetProperty("no").GetInt32()] + ((float[])found["scores"].Values).Max()
            + (_model.GetProperty("evidence").GetProperty("glanceWeight").GetDouble() * glanced.Max());
    }

    private long Sign(string name) => Text.GetProperty("signs").GetProperty(name).GetInt64();

    private Dictionary<string, OnnxInput> Run(string graph, params OnnxInput[] inputs)
    {
        if (!_sessions.TryGetValue(graph, out var session)) _sessions[graph] = session = new InferenceSession(Path.Combine(folder, $"{graph}.onnx"));
        var values = Array.ConvertAll(inputs, static input => input.ToValue());
        try
        {
            using var options = new RunOptions();
            using var outputs = session.Run(options, [.. inputs.Select(static input => input.Name)], values, session.OutputNames);
            return session.OutputNames.Zip(outputs).ToDictionary(
                static one => one.First, static one => new OnnxInput(one.First, one.Second.GetTensorDataAsSpan<float>().ToArray(), one.Second.GetTensorTypeAndShape().Shape));
        }
        finally
        {
            foreach (var value in values) value.Dispose();
        }
    }
}
