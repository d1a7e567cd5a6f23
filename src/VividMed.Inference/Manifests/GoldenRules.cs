namespace VividMed.Inference.Manifests;

/// <summary>The rules of golden cases: every input fed, every figure within reach.</summary>
internal static class GoldenRules
{
    private const long MaxElements = 1L << 28;

    public static void Check(ManifestRule rule, ModelManifest manifest)
    {
        for (var i = 0; i < (manifest.Golden?.Count ?? 0); i++)
        {
            var golden = manifest.Golden![i];
            foreach (var role in manifest.Inputs.Keys)
            {
                rule.Require($"golden[{i}].inputs.{role}", golden.Inputs.ContainsKey(role), "is missing");
            }

            foreach (var (role, input) in golden.Inputs)
            {
                var field = $"golden[{i}].inputs.{role}";
                rule.Require(field, manifest.Inputs.ContainsKey(role), "is no input of the model");
                rule.Require($"{field}.shape", IsShape(input.Shape), "must have positive sizes");
                rule.Require(field, input.File is null != input.Seed is null, "needs a file or a seed, one of them");
            }

            rule.Require($"golden[{i}].outputs", golden.Outputs.Count > 0, "is empty");
            foreach (var (role, output) in golden.Outputs)
            {
                var field = $"golden[{i}].outputs.{role}";
                rule.Require(field, manifest.Outputs.ContainsKey(role), "is no output of the model");
                // A graph that lists what it finds may find nothing.
                rule.Require($"{field}.shape", IsShape([.. output.Shape.Select(static n => n == 0 ? 1 : n)]), "must have no negative sizes");
                rule.Require($"{field}.tolerance", output.Tolerance >= 0, "must not be negative");
                rule.Require($"{field}.samples", output.Samples.Count > 0 || output.Shape.Contains(0), "is empty");
            }
        }
    }

    private static bool IsShape(IReadOnlyList<int> shape) =>
        shape.All(static n => n > 0) && shape.Aggregate(
            1L, static (product, n) => product > MaxElements ? product : product * n) <= MaxElements;
}
