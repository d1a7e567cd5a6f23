using System.Text.Json.Serialization;

namespace VividMed.Taxonomy;

/// <summary>Chest X-ray or computed tomography.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Modality>))]
public enum Modality
{
    [JsonStringEnumMemberName("CXR")]
    Cxr,

    [JsonStringEnumMemberName("CT")]
    Ct,
}

/// <summary>Modalities as records and model cards write them.</summary>
public static class Modalities
{
    /// <summary><c>CXR</c> or <c>CT</c>.</summary>
    public static string Code(this Modality modality) => modality == Modality.Ct ? "CT" : "CXR";

    /// <summary>Null for any other word.</summary>
    public static Modality? Find(string? code) => code switch
    {
        "CXR" => Modality.Cxr,
        "CT" => Modality.Ct,
        _ => null,
    };
}
