using VividMed.Taxonomy;

namespace VividMed.Reports.Tests.Clauses;

/// <summary>
/// Sentences with several findings, each on a side and some in a place, made from shapes and a seed. In a shape {A} and {B} are findings,
/// {s} and {t} sides, {p} and {q} places with their sides; what it says follows in the order A, B: s or t for a side, p or q for a place,
/// b for both sides, l for both lungs.
/// </summary>
internal static class SidedSentences
{
    private static readonly string[] Names =
    [
        "atelectasis", "consolidation", "opacity", "infiltrate", "pneumonia", "scarring", "bulla", "nodule", "mass", "granuloma", "effusion",
        "pneumothorax", "pleural thickening",
    ];

    private static readonly string[] Sizes = ["small", "moderate", "large", "mild", "minimal", "tiny"];

    private static readonly (string Word, string? Anatomy)[] Places =
    [
        ("upper lobe", "lung upper lobe"), ("lower lobe", "lung lower lobe"), ("lung", "lung"), ("base", null), ("apex", null),
    ];

    private static readonly string[] Shapes =
    [
        "{s} {A} and {t} {B}.|s t", "{z} {s} {A}, {t} {B}.|s t", "{A} on the {s} and {B} on the {t}.|s t", "There is {A} on the {s}, {B} on the {t}.|s t",
        "{A} in the {p} and {B} in the {q}.|p q", "{z} {A} in the {p}; {B} in the {q}.|p q", "In the {p} there is {A}, in the {q} {B}.|p q",
        "{A} in the {p} with {z} {t} {B}.|p t", "{z} {s} {A} with {B} in the {q}.|s q", "The {p} shows {A}; the {q} shows {B}.|p q",
        "{s} {A}, no {t} {B}.|s t", "No {s} {A}; {z} {t} {B}.|s t", "No {A} on the {s} but {z} {B} on the {t}.|s t",
        "{z} bilateral {A}s and {t} {B}.|b t", "{A}s in both lungs and {B} in the {q}.|l q", "{z} {s} and {z} {t} {A}s.|b", "{s} greater than {t} {A}s.|b",
        "Bilateral {A}s, {s} greater than {t}, and {t} {B}.|b t", "Bilateral {A}s, worse on the {s}.|b", "Bibasilar {A}s, {t} {B}.|b t",
        "{A} in the {p}, and {B} is seen in the {q}.|p q", "{z} {A} is seen in the {p}. There is {B} in the {q}.|p q",
        "{s}-sided {A} and {t}-sided {B}.|s t", "{s} {A} is unchanged, {t} {B} is new.|s t", "{A} in the {p}, {B} also in the {p}.|p p", "{z} {A} at the {p}, {z} {B} at the {q}.|p q",
        "Stable {s} {A}, resolved {t} {B}.|s t", "{s} basilar {A} and {t} apical {B}.|s t", "{A} at the {s} base, {t} lung clear.|s",
        "{z} {s} {A}; {t} lung is normal.|s", "Possible {s} {A}, likely {t} {B}.|s t", "{A} of the {p} without {B} on the {t}.|p t",
    ];

    public static IEnumerable<(string Text, IReadOnlyList<SidedFinding> Expected)> Make(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var parts = Shapes[i % Shapes.Length].Split('|');
            yield return Fill(parts[0], parts[1].Split(' '), random);
        }
    }

    private static (string Text, IReadOnlyList<SidedFinding> Expected) Fill(string shape, string[] roles, Random random)
    {
        var names = random.GetItems(Names, 1).Concat(random.GetItems(Names, 8)).Distinct().Take(2).ToArray();
        var sides = random.Next(2) == 0 ? (First: Side.Left, Second: Side.Right) : (First: Side.Right, Second: Side.Left);
        var (near, far) = (random.GetItems(Places, 1)[0], random.GetItems(Places, 1)[0]);
        var text = shape.Replace("{A}s", Plural(names[0]), StringComparison.Ordinal).Replace("{A}", names[0], StringComparison.Ordinal).Replace("{B}", names[1], StringComparison.Ordinal)
            .Replace("{s}", Word(sides.First), StringComparison.Ordinal).Replace("{t}", Word(sides.Second), StringComparison.Ordinal)
            .Replace("{p}", $"{Word(sides.First)} {near.Word}", StringComparison.Ordinal).Replace("{q}", $"{Word(sides.Second)} {far.Word}", StringComparison.Ordinal);
        while (text.Contains("{z}", StringComparison.Ordinal)) text = ReplaceFirst(text, "{z}", random.GetItems(Sizes, 1)[0]);
        var expected = roles.Select((role, i) => role switch
        {
            "s" => new SidedFinding(names[i], sides.First, null),
            "t" => new SidedFinding(names[i], sides.Second, null),
            "p" => new SidedFinding(names[i], sides.First, near.Anatomy),
            "q" => new SidedFinding(names[i], sides.Second, far.Anatomy),
            "l" => new SidedFinding(names[i], Side.Both, "lung"),
            _ => new SidedFinding(names[i], Side.Both, null),
        });
        return (char.ToUpperInvariant(text[0]) + text[1..], [.. expected]);
    }

    private static string ReplaceFirst(string text, string what, string with)
    {
        var at = text.IndexOf(what, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), with, text.AsSpan(at + what.Length));
    }

    private static string Plural(string name) => name switch
    {
        "atelectasis" or "pneumonia" or "scarring" or "pneumothorax" or "pleural thickening" => name,
        "bulla" => "bullae",
        "mass" => "masses",
        "opacity" => "opacities",
        _ => name + "s",
    };

    private static string Word(Side side) => side == Side.Left ? "left" : "right";
}

/// <summary>What a made sentence says of a finding; the place is a taxonomy id, null where none is named.</summary>
internal sealed record SidedFinding(string Name, Side Side, string? Place);
