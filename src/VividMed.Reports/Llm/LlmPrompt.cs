using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using VividMed.Taxonomy;

namespace VividMed.Reports.Llm;

/// <summary>How a language model is asked: the task in plain words, the closed vocabulary, a few worked examples, the numbered sentences.</summary>
internal sealed class LlmPrompt
{
    private const string Task = """
        You mark findings in a radiology report of the chest. The report comes as numbered sentences.
        Answer with one JSON object: {"findings":[{"sentence":N,"quote":"...","target":"...","polarity":"...","time":"...","side":"..."}]}.

        - quote: the shortest run of words that names the finding with its describing words, copied letter by letter from sentence N. Change nothing, not even a comma.
        - target: one name of the lists below, exactly as written. Leave out whatever has no name there.
        - polarity: "present" when the sentence states it; "absent" when it denies it or says that it is gone; "uncertain" when it is only possible, suspected or cannot be ruled out.
        - time: "historical" when it is told of an earlier examination or of the patient's history only, else "current".
        - side: the patient's "left", "right" or "both" as the sentence says, else "none". Never guess a side.
        - Name each structure and each abnormality once for every place where it is mentioned, in the order of the text.
        - Structures that are only normal are "present". Technique, comparison and recommendations hold no findings.
        - An empty list is a good answer for a report without findings.
        """;

    private static readonly (string Report, string Answer)[] Examples =
    [
        ("""
         0: Moderate left pleural effusion with overlying atelectasis.
         1: No pneumothorax is seen.
         2: The heart is mildly enlarged.
         """,
         """
         {"findings":[{"sentence":0,"quote":"Moderate left pleural effusion","target":"pleural effusion","polarity":"present","time":"current","side":"left"},{"sentence":0,"quote":"atelectasis","target":"atelectasis","polarity":"present","time":"current","side":"left"},{"sentence":1,"quote":"pneumothorax","target":"pneumothorax","polarity":"absent","time":"current","side":"none"},{"sentence":2,"quote":"The heart is mildly enlarged","target":"cardiomegaly","polarity":"present","time":"current","side":"none"}]}
         """),
        ("""
         4: A 6 mm nodule was observed in the upper lobe of the right lung.
         5: The consolidation of the previous examination was not detected today.
         6: Findings may be compatible with pulmonary edema.
         """,
         """
         {"findings":[{"sentence":4,"quote":"6 mm nodule","target":"lung nodule","polarity":"present","time":"current","side":"right"},{"sentence":4,"quote":"upper lobe of the right lung","target":"lung upper lobe","polarity":"present","time":"current","side":"right"},{"sentence":5,"quote":"consolidation","target":"pulmonary consolidation","polarity":"absent","time":"historical","side":"none"},{"sentence":6,"quote":"pulmonary edema","target":"pulmonary edema","polarity":"uncertain","time":"current","side":"none"}]}
         """),
        ("""
         0: Trachea and both main bronchi are open.
         """,
         """
         {"findings":[{"sentence":0,"quote":"Trachea","target":"trachea","polarity":"present","time":"current","side":"none"},{"sentence":0,"quote":"both main bronchi","target":"main bronchus","polarity":"present","time":"current","side":"both"}]}
         """),
    ];

    private readonly string _system;

    public LlmPrompt(TargetTaxonomy taxonomy)
    {
        _system = $"{Task}\n\nStructures: {Names(taxonomy, FindingKind.Anatomy)}.\n\nAbnormalities: {Names(taxonomy, FindingKind.Abnormality)}.";
        Schema = BuildSchema(taxonomy);
        Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_system + string.Join('\n', Examples) + Schema)));
    }

    /// <summary>SHA-256 of everything that is asked but the report.</summary>
    public string Digest { get; }

    /// <summary>The answer's JSON schema with the vocabulary as an enumeration: servers that decode by grammar cannot leave it.</summary>
    public JsonElement Schema { get; }

    /// <summary>The conversation that asks for sentences of one report; <paramref name="faults"/> are those of the answer before.</summary>
    public List<ChatMessage> Ask(TaggedReport report, IReadOnlySet<int> sentences, IReadOnlyCollection<LlmFault> faults)
    {
        var messages = new List<ChatMessage> { new(ChatRole.System, _system) };
        foreach (var (example, answer) in Examples)
        {
            messages.Add(new ChatMessage(ChatRole.User, example));
            messages.Add(new ChatMessage(ChatRole.Assistant, answer.Trim()));
        }

        var correction = faults.Count == 0 ? "" : $"\n\nAn earlier answer was refused: {string.Join("; ", faults.Order().Select(Explain))}.";
        messages.Add(new ChatMessage(ChatRole.User, Numbered(report, sentences) + correction));
        return messages;
    }

    private static string Numbered(TaggedReport report, IReadOnlySet<int> sentences)
    {
        var text = new StringBuilder();
        foreach (var index in sentences.Order())
        {
            var (start, end) = report.Sentences[index];
            text.Append(index).Append(": ").AppendJoin(' ', report.Text[start..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Append('\n');
        }

        return text.ToString();
    }

    private static string Names(TargetTaxonomy taxonomy, FindingKind kind) =>
        string.Join(", ", taxonomy.Targets.Where(target => target.Kind == kind).Select(static target => target.Id));

    private static JsonElement BuildSchema(TargetTaxonomy taxonomy)
    {
        object Enumeration(params IEnumerable<string> values) => new Dictionary<string, object> { ["type"] = "string", ["enum"] = values.ToArray() };
        var properties = new Dictionary<string, object>
        {
            ["sentence"] = new { type = "integer" },
            ["quote"] = new { type = "string" },
            ["target"] = Enumeration(taxonomy.Targets.Select(static target => target.Id)),
            ["polarity"] = Enumeration("present", "absent", "uncertain"),
            ["time"] = Enumeration("current", "historical"),
            ["side"] = Enumeration("none", "left", "right", "both"),
        };
        var finding = new { type = "object", additionalProperties = false, required = properties.Keys.ToArray(), properties };
        return JsonSerializer.SerializeToElement(new
        {
            type = "object",
            additionalProperties = false,
            required = (string[])["findings"],
            properties = new { findings = new { type = "array", items = finding } },
        });
    }

    private static string Explain(LlmFault fault) => fault switch
    {
        LlmFault.Truncated => "it was not complete",
        LlmFault.NotInText => "a quote was not copied letter by letter from its sentence",
        LlmFault.UnknownTarget => "a target was not in the lists",
        LlmFault.Polarity => "something that the sentence denies was called present",
        LlmFault.Side => "a side was given that the sentence does not name",
        _ => "it was no JSON object of the asked form",
    };
}
