using VividMed.Reports;
using VividMed.Datasets;
using VividMed.Inference;

namespace VividMed.Training;

/// <summary>Phantom radiographs as an anatomy segmenter meets them, with their structures as one bit a class.</summary>
internal static class PhantomAnatomy
{
    public static IReadOnlyList<ModelLabel> Classes { get; } =
    [
        new("heart", "heart"),
        new("right lung", "lung", Side.Right),
        new("left lung", "lung", Side.Left),
        new("right clavicle", "clavicle", Side.Right),
        new("left clavicle", "clavicle", Side.Left),
        new("aortic arch", "aortic arch"),
        new("trachea", "trachea"),
        new("spine", "vertebrae"),
    ];

    /// <param name="rich">With more findings than phantoms usually have: what they hide has to be outlined all the same.</param>
    public static AnatomyExample Make(int seed, int width, int height, bool rich)
    {
        var options = new PhantomRadiographOptions { Width = width, Height = height, Findings = rich ? PhantomRadiographs.Rich(new Random(seed)) : null };
        var phantom = PhantomRadiograph.Generate(seed, options);
        return new AnatomyExample(PhantomRadiographs.Render(phantom), PhantomLabels.Of(Classes, phantom.Anatomy, phantom.Pixels.Length));
    }
}
