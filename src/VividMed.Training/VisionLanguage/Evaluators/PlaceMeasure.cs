using VividMed.Grounding.Anatomy;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Shards.Pictures;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>What was found for one phrase, held against its true regions.</summary>
/// <param name="Overlaps">IoU of each true region with the box assigned to it, 0 of one that none is left for.</param>
/// <param name="GeneralizedOverlaps">The same as generalized IoU, -1 to 1; of regions with a box alone.</param>
/// <param name="Distances">Mean absolute difference of center and size, in fractions of the image; of regions with a box alone.</param>
/// <param name="Dice">Null where the regions have no mask.</param>
/// <param name="SurfaceDice">Null where the regions have no mask, or the image no spacing.</param>
/// <param name="IsOnWrongSide">Null of a phrase without a side, or whose region does not lie on it.</param>
internal sealed record PlaceMeasure(
    string Target, IReadOnlyList<double> Overlaps, IReadOnlyList<double> GeneralizedOverlaps, IReadOnlyList<double> Distances, double? Dice,
    double? SurfaceDice, InstanceCounts? Instances, bool? IsOnWrongSide)
{
    public static PlaceMeasure Of(TrainingStudy study, GivenPhrase given, IReadOnlyList<PlacedBox> boxes, Mask? filled, double toleranceMm)
    {
        var regions = given.Regions;
        var (overlaps, generalized, distances) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var (region, assigned) in regions.Zip(RegionAssignment.Of(boxes, regions)))
        {
            overlaps.Add(assigned?.Overlap ?? 0);
            if (assigned is not var (box, _)) continue;
            generalized.Add(Unit(box.Box).GeneralizedIoU(Unit(region.Box)));
            distances.Add(box.Box.Zip(region.Box, static (a, b) => Math.Abs(a - (double)b)).Average());
        }

        var masks = regions.Select(static region => region.Mask).OfType<byte[]>().Select(mask => GridMask.OfEighths(mask, study.Grid.Outline)).ToList();
        return new PlaceMeasure(given.Phrase.Target, overlaps, generalized, distances, null, null, null, WrongSide(study, given, boxes))
            .With(masks, filled ?? new Mask(study.Grid.Outline.Width, study.Grid.Outline.Height, study.Grid.Outline.Depth), SpacingOf(study), toleranceMm);
    }

    private PlaceMeasure With(List<Mask> masks, Mask filled, (double X, double Y, double Z)? spacing, double toleranceMm)
    {
        if (masks.Count == 0) return this;
        var union = masks.Aggregate(static (all, next) => all.Or(next));
        return this with
        {
            Dice = MaskOverlap.Dice(filled, union),
            SurfaceDice = spacing is { } known
                ? Metrics.SurfaceDice.Of(filled, union, known, Math.Max(toleranceMm, Math.Max(known.X, Math.Max(known.Y, known.Z))))
                : null,
            Instances = InstanceScore.Of(filled, masks),
        };
    }

    private static bool? WrongSide(TrainingStudy study, GivenPhrase given, IReadOnlyList<PlacedBox> boxes)
    {
        if (given.Phrase.Side is not (Side.Left or Side.Right) || boxes.Count == 0 || !given.Regions.All(region => SideOf(study, region.Box) == given.Phrase.Side)) return null;
        return Sides.Conflict(given.Phrase.Side, SideOf(study, boxes[0].Box));
    }

    /// <summary>The patient's side of a box of the study's image.</summary>
    public static Side SideOf(TrainingStudy study, float[] box)
    {
        var image = study.Sample.Images[SamplePicture.Busiest(study.Sample)];
        return ImageSides.Of(image, ImageBox.Of(box, (image.Width, image.Height, image.Depth)));
    }

    /// <summary>Millimeters between the cells of the grid of masks; null where the image has none.</summary>
    private static (double X, double Y, double Z)? SpacingOf(TrainingStudy study)
    {
        var image = study.Sample.Images[SamplePicture.Busiest(study.Sample)];
        var grid = study.Grid.Outline;
        return image.SpacingMm is [var x, var y, var z]
            ? (x * image.Width / grid.Width, y * image.Height / grid.Height, z * image.Depth / grid.Depth)
            : null;
    }

    private static Box Unit(float[] box) => ImageBox.Of(box, (1, 1, 1));
}
