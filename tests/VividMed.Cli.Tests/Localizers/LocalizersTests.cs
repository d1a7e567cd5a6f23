using System.Runtime.InteropServices;
using System.Text.Json;
using VividMed.Cli.Images;
using VividMed.Cli.Localizers;
using VividMed.Cli.Running;
using VividMed.Cli.Tests.Images;
using VividMed.Imaging;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Png;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Phantoms;
using VividMed.Phantoms.Radiographs;
using VividMed.Reports;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;
using VividMed.TestKit;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Cli.Tests.Localizers;

/// <summary>The shipped models as localizers of the shipped base, which was trained without calls.</summary>
[Collection(Captured.Console)]
public sealed class LocalizersTests : IDisposable
{
    private static readonly string Models = Repository.Path("models");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_base_has_never_learned_the_detector_is_asked_for_and_the_answer_says_so()
    {
        using var answer = await AskAsync("Is there a rib fracture?", "--see", "left rib fracture", "cardiomegaly", "hydropneumonia");
        var located = answer.RootElement.GetProperty("located").EnumerateArray().ToList();
        var sources = located.ConvertAll(static one => one.GetProperty("source"));

        Assert.Equal(["rib fracture", "left rib fracture", "cardiomegaly", "hydropneumonia"], located.Select(static one => one.GetProperty("name").GetString()));
        Assert.All(sources.Take(2), static source => Assert.Equal("phantom-dino-mini 1", source.GetProperty("localizer").GetString()));
        Assert.Equal(JsonValueKind.Null, sources[2].GetProperty("localizer").ValueKind);
        Assert.Equal("unknown-name", sources[3].GetProperty("reason").GetString());
        Assert.Equal(0, located[3].GetProperty("boxes").GetArrayLength());
        Assert.Equal("not located: unknown name", located[3].GetProperty("answer").GetString());
        Assert.Equal(located[0].GetProperty("answer").GetString(), answer.RootElement.GetProperty("answer").GetString());
    }

    [Fact]
    public async Task A_call_that_takes_too_long_leaves_the_answer_and_its_reason()
    {
        using var answer = await AskAsync("--see", "rib fracture", "--localizer-timeout", "0.000001");
        var located = answer.RootElement.GetProperty("located")[0];

        Assert.Equal(("nobody", "localizer-timeout"), (located.GetProperty("source").GetProperty("by").GetString(), located.GetProperty("source").GetProperty("reason").GetString()));
        Assert.Equal(0, located.GetProperty("boxes").GetArrayLength());
        Assert.Equal(0, answer.RootElement.GetProperty("seen")[0].GetProperty("boxes").GetArrayLength());
    }

    [Fact]
    public void A_detector_looks_at_an_image_once_and_a_side_is_that_of_its_boxes()
    {
        using var localizer = new ModelLocalizer(new ModelCatalog(Models), Taxonomy(), new ReadImage("chest.png", Chest(), null, Modality.Cxr), static () => new ExecutionOptions(Provider: ExecutionProvider.Cpu));
        var all = localizer.Find(new LocalizerCall("cardiomegaly", Side.None), CancellationToken.None);
        var (left, right) = (localizer.Find(new LocalizerCall("effusion", Side.Left), CancellationToken.None), localizer.Find(new LocalizerCall("effusion", Side.Right), CancellationToken.None));

        Assert.Equal(("phantom-dino-mini 1", null), (all.Localizer, all.Failure));
        Assert.Equal(localizer.Find(new LocalizerCall("effusion", Side.None), CancellationToken.None).Boxes.Count, left.Boxes.Count + right.Boxes.Count);
        Assert.All(left.Boxes, static box => Assert.True(box.Box.CenterX >= 256, "the patient's left is the picture's right"));
        Assert.All(right.Boxes, static box => Assert.True(box.Box.CenterX <= 256));
        var heart = localizer.Find(new LocalizerCall("heart", Side.None), CancellationToken.None);
        Assert.Equal("phantom-cxas-mini 1", heart.Localizer);
        Assert.True(heart.IsFound && heart.Mask is { Width: 512, Height: 512 });
        var none = localizer.Find(new LocalizerCall("hiatal hernia", Side.None), CancellationToken.None);
        Assert.Equal(LocalizerFailure.NoSuchClass, none.Failure);
        Assert.Contains("phantom-dino-mini", none.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_models_has_no_localizer()
    {
        using var localizer = new ModelLocalizer(new ModelCatalog(_folder.Root), Taxonomy(), new ReadImage("chest.png", Chest(), null, Modality.Cxr), static () => throw new InvalidOperationException());
        Assert.Equal(LocalizerFailure.NoLocalizer, localizer.Find(new LocalizerCall("cardiomegaly", Side.None), CancellationToken.None).Failure);
    }

    [Fact]
    public async Task A_phrase_that_the_heads_have_not_learned_has_the_localizers_place_or_none()
    {
        using var model = await TrainedModel.OpenAsync(Path.Combine(Models, "phantom-vividmed-mini"), new DecodingOptions(), TestContext.Current.CancellationToken);
        var image = new ReadImage("chest.png", Chest(), null, Modality.Cxr);
        var madeUp = new ScoredBox(Box.Flat(1, 2, 3, 4), 0.9);
        var report = new GeneratedReport(
            "There is cardiomegaly. There is a hiatal hernia.", [new GeneratedPhrase(9, 21, "cardiomegaly", [madeUp], null), new GeneratedPhrase(34, 47, "hiatal hernia", [madeUp], null)], IsWhole: true);
        var written = WrittenReport.Of("base", image, report, new ReportTagger(Taxonomy(), ReportLanguage.BuiltIn));
        using var localizer = ImageLocalizer.Of(Models, TimeSpan.FromMinutes(5), image, Models);
        using var nobody = ImageLocalizer.Of(null, TimeSpan.FromMinutes(5), image, Models);

        var located = await localizer.LocateAsync(model, written, TestContext.Current.CancellationToken);
        Assert.Equal(LocatedBy.Model, located.Phrases[0].Source.By);
        Assert.Equal([madeUp], located.Phrases[0].Phrase.Boxes);
        Assert.Equal((LocatedBy.Nobody, LocalizerFailure.NoSuchClass), (located.Phrases[1].Source.By, located.Phrases[1].Source.Failure));
        Assert.Empty(located.Phrases[1].Phrase.Boxes);
        Assert.Contains("hiatal hernia: not located: no such class (no-such-class)", located.ToText(), StringComparison.Ordinal);
        Assert.Equal(written.Phrases, (await nobody.LocateAsync(model, written, TestContext.Current.CancellationToken)).Phrases);
        Assert.NotEqual(written.Paint(image).Pixels, located.Paint(image).Pixels);
    }

    private async Task<JsonDocument> AskAsync(params string[] words)
    {
        using (var png = File.Create(_folder.Path("chest.png"))) PngCodec.WriteGray8(png, Chest());
        var (exit, output, errors) = await Captured.RunAsync(["ask", "--model", Path.Combine(Models, "phantom-vividmed-mini"), "--image", _folder.Path("chest.png"), "--localizers", Models, "--models", Models, "--output", "json", .. words]);
        Assert.True(exit == ExitCode.Ok, errors);
        return JsonDocument.Parse(output);
    }

    /// <summary>A phantom with an effusion on the left.</summary>
    private static GrayImage Chest()
    {
        var phantom = PhantomRadiograph.Generate(7, new PhantomRadiographOptions { Inverted = false, Findings = [new PhantomTarget("pleural effusion", Side.Left)] });
        return RadiographRendering.Render(new DicomImage
        {
            Rows = phantom.Height, Columns = phantom.Width, Frames = 1, SamplesPerPixel = 1, BitsAllocated = 16, BitsStored = PhantomRadiograph.BitsStored, PixelRepresentation = 0,
            PhotometricInterpretation = "MONOCHROME2", TransferSyntaxUid = "1.2.840.10008.1.2.1", Pixels = MemoryMarshal.AsBytes(phantom.Pixels.AsSpan()).ToArray(),
        });
    }

    private static TargetTaxonomy Taxonomy()
    {
        using var stream = File.OpenRead(Path.Combine(Models, "taxonomy.json"));
        return TargetTaxonomy.Load(stream);
    }
}
