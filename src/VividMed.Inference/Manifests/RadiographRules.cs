namespace VividMed.Inference.Manifests;

/// <summary>The rules of a radiograph's preparation.</summary>
internal static class RadiographRules
{
    public static void Check(ManifestRule rule, ModelManifest manifest)
    {
        rule.Require("radiograph", manifest.Radiograph is not null, "is missing: a model on radiographs needs it");
        var image = manifest.Radiograph!;
        rule.Require("radiograph.batchHint", image.BatchHint is >= 1 and <= 1024, $"is {image.BatchHint}, and must be within 1..1024");
        rule.Require("radiograph.batchHint", image.BatchHint == 1 || image.Batched != false, $"is {image.BatchHint}, and must be 1 where batched is false");
        Check(rule, "radiograph", image);
        rule.Second("radiograph.second", manifest.Inputs, image.Second is not null);
        if (image.Second is { } second) Check(rule, "radiograph.second", second.Preparation);
    }

    private static void Check(ManifestRule rule, string field, RadiographPreprocessing image)
    {
        rule.Require($"{field}.channels", image.Channels is 1 or 3, $"is {image.Channels}, and must be 1 or 3");
        rule.Require($"{field}.width", image.Width is >= 8 and <= 8192, $"is {image.Width}, and must be within 8..8192");
        rule.Require($"{field}.height", image.Height is >= 8 and <= 8192, $"is {image.Height}, and must be within 8..8192");
        rule.Require($"{field}.padValue", double.IsFinite(image.PadValue), "must be a number");
        for (var i = 0; i < image.Steps.Count; i++) Check(rule, $"{field}.steps[{i}]", image.Steps[i], image);
        rule.Require($"{field}.steps", image.Steps.OfType<ResizeStep>().Count() == 1, "must have the step resize once");
        var floats = image.Steps.SkipWhile(static step => step is ResizeStep or EqualizeStep or InvertStep);
        rule.Require($"{field}.steps", floats.All(static step => step is not (ResizeStep or EqualizeStep or InvertStep)), "must have resize, equalise and invert before all others: they work on 8-bit pixels");
    }

    private static void Check(ManifestRule rule, string field, PreparationStep step, RadiographPreprocessing image)
    {
        rule.Require(field, step is not (ResampleStep or CropForegroundStep), "is for volumes");
        if (step is ResizeStep resize)
        {
            rule.Require(
                $"{field}.shortSide", resize.Mode == ResizeMode.Shortest == resize.ShortSide is not null,
                "goes with the mode shortest, and only with it");
            rule.Require(
                $"{field}.shortSide",
                resize.ShortSide is null || (resize.ShortSide >= 1 && resize.ShortSide <= Math.Min(image.Width, image.Height)),
                "must fit into the tensor");
        }

        IntensityRules.Check(rule, field, step, image.Channels);
    }
}
