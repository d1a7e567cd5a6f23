using System.Text.Json;
using VividMed.Taxonomy;

namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>
/// From which evidence on a finding counts as there, target by target: a network is asked for what is there more often than it is there, so its
/// "yes" comes too easily, of some targets more than of others. Evidence is the logit of yes against no plus those of the surest place and of a glance: what is
/// said, found and seen at once are three readings of one thing. Learned on held-out patients of a split that nothing else is measured on then (<see cref="HeldOutHalf"/>); the
/// file <c>presence.json</c> of a model.
/// </summary>
/// <param name="Split">Whose calibrating half it was learned on.</param>
/// <param name="Studies">How many of each modality.</param>
/// <param name="LeastEvidence">Thresholds by modality's code and target.</param>
public sealed record PresenceScale(
    string Split, IReadOnlyDictionary<string, int> Studies, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> LeastEvidence)
{
    /// <summary>Its name in the model's folder.</summary>
    public const string FileName = "presence.json";

    /// <summary>A glance is taught every finding in every step and knows best.</summary>
    public const double GlanceWeight = 3;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>How likely a target is there, 0 to 1, so that from one half on it counts as there; null of a target without a threshold.</summary>
    public double? Of(Modality modality, string target, double evidence) =>
        LeastEvidence.TryGetValue(modality.Code(), out var own) && own.TryGetValue(target, out var threshold) ? 1 / (1 + Math.Exp(threshold - evidence)) : null;

    /// <summary>All readings together, as a logit.</summary>
    /// <param name="said">How likely "yes" is against "no", 0 to 1.</param>
    /// <param name="found">The logit of the surest place.</param>
    /// <param name="glanced">The logit of the surest cell of a glance.</param>
    public static double Evidence(double said, double found, double glanced) => LogitOf(said) + found + (GlanceWeight * glanced);

    /// <summary>Of a share, kept finite.</summary>
    private static double LogitOf(double share)
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
            return JsonSerializer.Deserialize<PresenceScale>(json, Json) is { Split: not null, Studies: not null, LeastEvidence: not null } scale
                ? scale
                : throw new JsonException();
        }
        catch (JsonException cause)
        {
            throw new TrainingException("bad-presence", $"{FileName} does not list the least evidence by modality and target: calibrate the model again (evaluate model --calibrate).", cause);
        }
    }
}
