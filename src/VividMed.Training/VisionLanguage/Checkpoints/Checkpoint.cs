using System.Globalization;
using System.Text.Json;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Network;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Checkpoints;

/// <summary>
/// A stage in mid-course: weights, optimizer state and the losses so far, whose count is the number of steps done, and what was measured. No generator
/// state belongs to it, since every step draws from its own seed (<see cref="SeededRandom"/>).
/// </summary>
internal static class Checkpoint
{
    private const string CurveName = "curve";
    private const string FingerprintName = "fingerprint";
    private const string EvaluationsName = "evaluations";

    /// <summary>Weights alone, as published at the end of a stage; with an optimizer, everything that resuming needs.</summary>
    public static byte[] Write(VividMedNetwork network, AdamW? optimizer, StageState state, string fingerprint)
    {
        var tensors = network.Weights().Select(static weight => ("weight." + weight.Name, (Tensor)weight.Value));
        if (optimizer is not null) tensors = tensors.Concat(optimizer.State());
        var named = tensors.Select(static tensor => new NamedTensor(tensor.Item1, tensor.Item2.shape, ValuesOf(tensor.Item2))).ToList();
        var curve = state.Curve;
        float[] losses = [.. curve.SelectMany(static loss => (float[])[loss.Language, loss.Box, loss.Objectness, loss.Mask])];
        named.Add(new NamedTensor(CurveName, [curve.Count, 4], losses));
        return SafeTensors.Write(named, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = "vividmed-1",
            [FingerprintName] = fingerprint,
            [EvaluationsName] = JsonSerializer.Serialize(state.Evaluations),
            ["steps"] = curve.Count.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>The folder is another training's.</summary>
    public static TrainingException Mismatch() =>
        new("checkpoint-mismatch", "The output folder holds a checkpoint of other options or data; choose another folder or remove it.");

    /// <summary>
    /// Puts a checkpoint's values into the network and, when given, the optimizer; gives how far the stage was. <c>checkpoint-mismatch</c>
    /// when it comes from other options or data (a null fingerprint matches any) or from a network of another shape.
    /// </summary>
    public static StageState Restore(ReadOnlySpan<byte> file, VividMedNetwork network, AdamW? optimizer, string? fingerprint)
    {
        var (tensors, metadata) = SafeTensors.Read(file);
        if (fingerprint is not null && metadata.GetValueOrDefault(FingerprintName) != fingerprint)
        {
            throw Mismatch();
        }

        using var quiet = no_grad();
        var wanted = network.Weights()
            .Select(static weight => ("weight." + weight.Name, (Tensor)weight.Value))
            .Concat(optimizer?.State() ?? []);
        foreach (var (name, value) in wanted)
        {
            if (!tensors.TryGetValue(name, out var stored) || !stored.Shape.SequenceEqual(value.shape))
            {
                throw new TrainingException("checkpoint-mismatch", $"The checkpoint has no {name} of the network's shape: it was trained by another release or in another size. Train it again.");
            }

            using var loaded = tensor(stored.Values, stored.Shape);
            value.copy_(loaded);
        }

        return new StageState(
            tensors.TryGetValue(CurveName, out var curve) ? [.. curve.Values.Chunk(4).Select(static part => new StepLoss(part[0], part[1], part[2], part[3]))] : [],
            metadata.TryGetValue(EvaluationsName, out var evaluations) ? JsonSerializer.Deserialize<List<StageEvaluation>>(evaluations)! : []);
    }

    private static float[] ValuesOf(Tensor tensor)
    {
        using var dense = tensor.detach().contiguous();
        return dense.data<float>().ToArray();
    }
}
