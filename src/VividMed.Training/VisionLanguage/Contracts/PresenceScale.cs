using System.Text.Json;
using VividMed.Taxonomy;

namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>
/// From which odds on a finding counts as there, target by target: a network is asked for what is there more often than it is there, so its
/// "yes" comes too easily, of some targets more than of others. Learned on held-out patients of a split that nothing else is measured on then
/// (<see cref="HeldOutHalf"/>); the file <c>presence.json</c> of a model.
/// </summary>
/// <param name="Split">Whose calibrating half it was learned on.</param>
/// <param name="Studies">How many of each modality.</param>
/// <param name="Thresholds">Logits of yes against no, by modality's code and target.</param>
public sealed record PresenceScale(
    string Split, IReadOnlyDictionary<string, int> Studies, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Thresholds)
{
    /// <summary>Its name in the model's folder.</summary>
    public const string FileName = "presence.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>A share as the network gives it, 0 to 1, so that from one half on the target counts as there.</summary>
    public double Of(Modality modality, string target, double presence) =>
        Thresholds.TryGetValue(modality.Code(), out var own) && own.TryGetValue(target, out var threshold)
            ? 1 / (1 + Math.Exp(threshold - LogitOf(presence)))
            : presence;

    /// <summary>Of a share, kept finite.</summary>
    public static double LogitOf(double share)
    {
        var inside = Math.Clamp(share, 1e-9, 1 - 1e-9);
        return Math.Log(inside / (1 - inside));
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="TrainingException"><c>bad-presence</c> for another kind of file.</exception>
    public static PresenceScale Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<PresenceScale>(json, Json) is { Split: not null, Studies: not null, Thresholds: not null } scale
                ? scale
                : throw new JsonException();
        }
        catch (JsonException cause)
        {
            throw new TrainingException("bad-presence", $"{FileName} does not list thresholds by modality and target: take the file of the model's own calibration.", cause);
        }
    }
}
