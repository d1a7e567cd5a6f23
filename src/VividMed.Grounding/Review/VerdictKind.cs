using System.Text.Json;
using System.Text.Json.Serialization;

namespace VividMed.Grounding.Review;

/// <summary>What a reviewer says of a phrase and one of its regions; written as <c>wrong-region</c> and so on.</summary>
[JsonConverter(typeof(KebabWords<VerdictKind>))]
public enum VerdictKind
{
    /// <summary>Words, region and side belong together.</summary>
    Accept,

    /// <summary>The region does not show what the words say.</summary>
    WrongRegion,

    /// <summary>The region shows such a finding, on the other side than the words have it; with a side as correction, the words were read wrongly.</summary>
    WrongSide,

    /// <summary>The words are no such finding.</summary>
    WrongPhrase,

    /// <summary>The image shows what the words say and no region was given, or the words were passed over.</summary>
    Missed,

    /// <summary>The words were misread: denied, doubted or of an earlier examination where the record has it otherwise.</summary>
    WrongText,
}

/// <summary>The values of an enum as lower-case words with dashes; numbers are no words.</summary>
internal sealed class KebabWords<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Kinds of verdict in words.</summary>
public static class VerdictKinds
{
    /// <summary>Such as <c>wrong-region</c>.</summary>
    public static string Word(this VerdictKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>The kind of a word in any case; null for another word.</summary>
    public static VerdictKind? Find(string word) => Enum.GetValues<VerdictKind>()
        .Where(kind => string.Equals(kind.Word(), word.Trim(), StringComparison.OrdinalIgnoreCase))
        .Cast<VerdictKind?>()
        .FirstOrDefault();
}
