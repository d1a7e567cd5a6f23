using System.Text.Json.Serialization;

namespace VividMed.Taxonomy;

/// <summary>Chest X-ray, computed tomography of the chest, or magnetic resonance of the head.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Modality>))]
public enum Modality
{
    [JsonStringEnumMemberName("CXR")]
    Cxr,

    [JsonStringEnumMemberName("CT")]
    Ct,

    [JsonStringEnumMemberName("MR")]
    Mr,
}

/// <summary>Modalities as records and model cards write them.</summary>
public static class Modalities
{
    /// <summary>Every code, in the order of the modalities.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. Enum.GetValues<Modality>().Select(Code)];

    /// <summary><c>CXR</c>, <c>CT</c> or <c>MR</c>.</summary>
    public static string Code(this Modality modality) => modality switch
    {
        Modality.Ct => "CT",
        Modality.Mr => "MR",
        _ => "CXR",
    };

    /// <summary>Whether its images have three dimensions.</summary>
    public static bool IsVolume(this Modality modality) => modality != Modality.Cxr;

    /// <summary>Null for any other word.</summary>
    public static Modality? Find(string? code) => code switch
    {
        "CXR" => Modality.Cxr,
        "CT" => Modality.Ct,
        "MR" => Modality.Mr,
        _ => null,
    };
}
