using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Imaging.Dicom.Series;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Resampling;
using VividMed.Reports;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Localization.Tests;

/// <summary>
/// A real chest CT as a DICOM series, through <c>ct-csv</c>, with its given outlines as what the models say: each phrase of a report is
/// found on its side and in its zone, and a mirrored copy is none that a side can be told in.
/// </summary>
public sealed class RealAnatomyTests : IDisposable
{
    private const string Model = "given";
    private const double BallMm = 9;

    private static readonly TargetTaxonomy Taxonomy = LoadTaxonomy();

    private readonly TemporaryFolder _folder = new();
    private VolumeGrid? _image;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("There is a nodule in the left upper zone.", Side.Left, 9)]
    [InlineData("There is a nodule in the left middle zone.", Side.Left, 10)]
    [InlineData("There is a nodule in the left lower zone.", Side.Left, 11)]
    [InlineData("There is a nodule in the right upper zone.", Side.Right, 12)]
    [InlineData("There is a nodule in the right middle zone.", Side.Right, 13)]
    [InlineData("There is a nodule in the right lower zone.", Side.Right, 14)]
    public async Task A_nodule_is_found_on_its_side_and_in_its_zone(string report, Side side, int third)
    {
        CopySeries();
        var result = await GroundAsync(report, Labels());

        var phrase = Assert.Single(result.Phrases, static phrase => phrase.Target == "lung nodule");
        Assert.Equal((side, null), (phrase.Side, phrase.Reason));
        var region = result.Regions[Assert.Single(phrase.Regions)];
        Assert.Equal([third], ThirdsOf(region.Mask!.Decode()));
        Assert.Contains("side=pass", region.Checks);
        Assert.Contains("zone=pass", region.Checks);
        Assert.Equal(Grade.A, region.Grade);
    }

    [Theory]
    [InlineData("The left lung is normal.", Side.Left, new[] { 9, 10, 11 })]
    [InlineData("The right lung is normal.", Side.Right, new[] { 12, 13, 14 })]
    [InlineData("Consolidation is observed in the left lung.", Side.Left, new[] { 9, 10, 11 })]
    public async Task A_lung_and_what_it_holds_are_found_on_their_side(string report, Side side, int[] thirds)
    {
        CopySeries();
        var result = await GroundAsync(report, Labels());

        var phrase = result.Phrases.First(phrase => phrase.Side == side && phrase.Regions.Count > 0);
        Assert.Equal(thirds, ThirdsOf(result.Regions[Assert.Single(phrase.Regions)].Mask!.Decode()));
    }

    [Fact]
    public async Task A_report_of_several_places_gets_each_of_them()
    {
        CopySeries();
        var result = await GroundAsync("There is a nodule in the left upper zone. Another nodule is seen in the right lower zone. The trachea is patent.", Labels());

        var nodules = result.Phrases.Where(static phrase => phrase is { Target: "lung nodule", Regions.Count: > 0 }).ToList();
        Assert.Equal([(Side.Left, 9), (Side.Right, 14)], nodules.Select(phrase => (phrase.Side, Assert.Single(ThirdsOf(result.Regions[Assert.Single(phrase.Regions)].Mask!.Decode())))));
        Assert.Single(result.Phrases, static phrase => phrase is { Target: "trachea", Regions.Count: 1 });
    }

    [Theory]
    [InlineData("There is a nodule in the left upper zone.")]
    [InlineData("There is a nodule in the right lower zone.")]
    [InlineData("The left lung is normal.")]
    public async Task A_mirrored_copy_is_caught(string report)
    {
        WriteSeries(mirrorPixels: true, sayIt: false);
        var result = await GroundAsync(report, Mirrored(Labels()));

        Assert.All(result.Phrases.Where(static phrase => phrase.Side != Side.None), static phrase => Assert.Equal((UngroundedReason.SideConflict, 0), (phrase.Reason, phrase.Regions.Count)));
        Assert.Contains(result.Phrases, static phrase => phrase.Side != Side.None);
    }

    [Fact]
    public async Task A_copy_that_is_stored_mirrored_and_says_so_is_as_good_as_the_original()
    {
        WriteSeries(mirrorPixels: true, sayIt: true);
        var result = await GroundAsync("There is a nodule in the left upper zone.", Labels());

        var phrase = Assert.Single(result.Phrases, static phrase => phrase.Target == "lung nodule");
        Assert.Equal([9], ThirdsOf(result.Regions[Assert.Single(phrase.Regions)].Mask!.Decode()));
    }

    [Fact]
    public async Task The_series_is_the_volume_that_was_published_as_NIfTI_voxel_by_voxel_and_where_it_lies()
    {
        CopySeries();
        Volume? read = null;
        await GroundAsync("The left lung is normal.", Labels(), volume => read = volume);

        var published = Nifti("ct-64.nii.gz");
        Assert.Equal((published.Width, published.Height, published.Depth), (read!.Width, read.Height, read.Depth));
        Assert.Equal(published.Voxels.Select(static value => Math.Max(-1024f, value)), read.Voxels);
        var (own, other) = (read.VoxelToWorld.Apply(63, 63, 78), published.VoxelToWorld.Apply(63, 63, 78));
        Assert.True(Math.Abs(own.X - other.X) + Math.Abs(own.Y - other.Y) + Math.Abs(own.Z - other.Z) < 0.1, $"{own} {other}");
    }

    private async Task<GroundingResult> GroundAsync(string text, Volume labels, Action<Volume>? look = null)
    {
        var token = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(_folder.Path("own", "reports.csv"), $"study_id,findings\nscan,\"{text}\"\n", token);
        var dataset = DatasetFactory.Open("ct-csv", _folder.Path("own"));
        var study = Assert.Single(await dataset.ListStudiesAsync(cancellationToken: token).ToListAsync(token));
        var report = new ReportTagger(Taxonomy, ReportLanguage.BuiltIn).Tag(await dataset.ReadReportAsync(study, token), ReportStyles.For(Modality.Ct));
        var localized = await LocalizationRun.OverAsync(dataset, [new TaggedStudy(study, report)], new VolumeStage(volume =>
        {
            look?.Invoke(volume);
            _image = volume.Grid;
            return Answer(labels, volume.Grid);
        }), loaders: 1, cancellationToken: token);
        Assert.Empty(localized.Quarantined);
        var done = Assert.Single(localized.Done);
        return new Grounder(Taxonomy, new GroundingOptions()).Ground(new GroundingStudy(done.Study, Modality.Ct, report, done.Images, done.Candidates));
    }

    /// <summary>What a model that knows this patient by heart would say: lungs, airway, and a nodule in each third, which it cannot tell apart.</summary>
    private static List<Candidate> Answer(Volume labels, VolumeGrid image)
    {
        var nodules = new Mask(labels.Width, labels.Height, labels.Depth);
        for (var third = 9; third <= 14; third++) AddBall(nodules, Inside(labels, [third]), labels.VoxelToWorld.Spacing);
        return
        [
            Outline("lung", Side.Left, Inside(labels, [9, 10, 11])),
            Outline("lung", Side.Right, Inside(labels, [12, 13, 14])),
            Outline("trachea", Side.None, Where(labels, static label => label == 512)),
            Outline("lung nodule", Side.None, nodules),
        ];

        Candidate Outline(string target, Side side, Mask own)
        {
            var mask = Lay(own, labels.Grid, image);
            return new(0, target, side, mask.Bounds()!.Value, RunLengthMask.Encode(mask), 0.95, Model);
        }
    }

    /// <summary>On a grid of the same voxels in another order.</summary>
    private static Mask Lay(Mask mask, VolumeGrid from, VolumeGrid to) => Reorientation.ToRas(to).Back(Reorientation.ToRas(from).Apply(mask));

    private static void AddBall(Mask nodules, Mask third, (double I, double J, double K) spacing)
    {
        // The voxel of the third that lies nearest to its middle.
        var middle = third.Centroid()!.Value;
        var (best, at) = (double.MaxValue, (X: 0, Y: 0, Z: 0));
        for (var index = third.NextSet(0); index >= 0; index = third.NextSet(index + 1))
        {
            var (x, y, z) = ((int)(index % third.Width), (int)(index / third.Width % third.Height), (int)(index / third.Width / third.Height));
            var far = Math.Pow(x - middle.X, 2) + Math.Pow(y - middle.Y, 2) + Math.Pow(z - middle.Z, 2);
            if (far < best) (best, at) = (far, (x, y, z));
        }

        for (var index = third.NextSet(0); index >= 0; index = third.NextSet(index + 1))
        {
            var (x, y, z) = ((int)(index % third.Width), (int)(index / third.Width % third.Height), (int)(index / third.Width / third.Height));
            if (Math.Pow((x - at.X) * spacing.I, 2) + Math.Pow((y - at.Y) * spacing.J, 2) + Math.Pow((z - at.Z) * spacing.K, 2) <= BallMm * BallMm) nodules[index] = true;
        }
    }

    private int[] ThirdsOf(Mask found)
    {
        var (labels, thirds) = (Labels(), new SortedSet<int>());
        var mask = Lay(found, _image!, labels.Grid);
        for (var index = mask.NextSet(0); index >= 0; index = mask.NextSet(index + 1)) thirds.Add((int)labels.Voxels[index] & 0xFF);
        return [.. thirds];
    }

    /// <summary>Vessels lie in a third too: the low byte tells it.</summary>
    private static Mask Inside(Volume labels, int[] thirds) => Where(labels, label => thirds.Contains(label & 0xFF));

    private static Mask Where(Volume labels, Func<int, bool> wanted)
    {
        var mask = new Mask(labels.Width, labels.Height, labels.Depth);
        for (var i = 0; i < labels.Voxels.Length; i++) mask[i] = wanted((int)labels.Voxels[i]);
        return mask;
    }

    private void CopySeries()
    {
        var from = SharedData.Require("real-anatomy", "dicom");
        Directory.CreateDirectory(_folder.Path("own", "scan"));
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, _folder.Path("own", "scan", Path.GetFileName(file)));
    }

    private void WriteSeries(bool mirrorPixels, bool sayIt)
    {
        var volume = Nifti("ct-64.nii.gz");
        if (mirrorPixels) volume = Mirrored(volume);
        Directory.CreateDirectory(_folder.Path("own", "scan"));
        var (dx, dy, dz) = volume.VoxelToWorld.Spacing;
        for (var z = 0; z < volume.Depth; z++)
        {
            var (x, y, height) = volume.VoxelToWorld.Apply(0, 0, z);
            using var file = File.Create(_folder.Path("own", "scan", $"{z}"));
            DicomSliceWriter.Write(file, new DicomSlice
            {
                Columns = volume.Width,
                Rows = volume.Height,
                Pixels = Array.ConvertAll(volume.Voxels[(z * volume.Width * volume.Height)..((z + 1) * volume.Width * volume.Height)], static value => (short)value),
                Study = "scan",
                Series = "chest",
                Number = z,
                Position = [sayIt ? -x + (dx * (volume.Width - 1)) : -x, -y, height],
                Orientation = [sayIt ? -1 : 1, 0, 0, 0, 1, 0],
                RowSpacing = dy,
                ColumnSpacing = dx,
                Thickness = dz,
            });
        }
    }

    private static Volume Labels() => Nifti("lm-64.nii.gz");

    private static Volume Nifti(string name)
    {
        using var file = File.OpenRead(SharedData.Require("real-anatomy", name));
        return NiftiFile.Read(file).ToVolume();
    }

    /// <summary>Each row the other way round, as if nothing had happened.</summary>
    private static Volume Mirrored(Volume volume)
    {
        var voxels = (float[])volume.Voxels.Clone();
        for (var row = 0; row < voxels.Length; row += volume.Width) Array.Reverse(voxels, row, volume.Width);
        return volume with { Voxels = voxels };
    }

    private static TargetTaxonomy LoadTaxonomy()
    {
        using var stream = File.OpenRead(Repository.Path("models", "taxonomy.json"));
        return TargetTaxonomy.Load(stream);
    }
}
