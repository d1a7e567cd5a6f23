using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;

namespace VividMed.Inference.Tests.Contracts;

/// <summary>The tensors of the detectors that users bring, as docs/how-to/use-your-own-models.md states them.</summary>
public sealed class DetectorContractTests
{
    private static readonly ExecutionOptions Cpu = new(ExecutionProvider.Cpu, Threads: 1);
    private static readonly GrayImage White = new(40, 20, [.. Enumerable.Repeat((byte)255, 800)]);
    private static readonly GrayImage Black = new(20, 40, new byte[800]);

    [Fact]
    public void DINO_takes_pixels_and_a_mask_and_its_boxes_are_shares_of_the_unpadded_image()
    {
        using var folder = new ToyFolder();
        var manifest = Manifest(folder, ContractGraphs.Dino(16, 21), new DetectionDecoding(DetectionFormat.DetrRaw, BoxFrame.Unpadded, TopK: 300, ScoreThreshold: 0.1, Classes: 21)) with
        {
            Inputs = new Dictionary<string, string> { ["image"] = "pixel_values", ["mask"] = "pixel_mask" },
            Labels = [new ModelLabel("Aortic enlargement", "aortic enlargement", Index: 0), new ModelLabel("Rib fracture", "rib fracture", Index: 20)],
        };
        using var model = DetectorModel.Open(folder.Install(manifest), Cpu);

        var found = model.Detect([White, Black], TestContext.Current.CancellationToken);

        // White: 10 - 12; half of the square is image for both, so the second query has 20 / 2 - 12.
        Assert.Equal([(0.1192, "aortic enlargement"), (0.1192, "rib fracture")], found[0].Select(static box => (Math.Round(box.Score, 4), box.Target)));
        Assert.Equal(Box.Flat(10, 2.5, 30, 7.5), found[0][0].Box);
        Assert.Equal(["rib fracture"], found[1].Select(static box => box.Target));
        Assert.Equal(Box.Flat(0, 0, 10, 40), found[1][0].Box);
    }

    [Fact]
    public void DETR_has_a_class_for_no_object_that_is_never_reported()
    {
        using var folder = new ToyFolder();
        var manifest = Manifest(folder, ContractGraphs.Detr(16), new DetectionDecoding(DetectionFormat.DetrSoftmax, BoxFrame.Padded, TopK: 10, ScoreThreshold: 0.5));
        using var model = DetectorModel.Open(folder.Install(manifest with { Outputs = new Dictionary<string, string> { ["logits"] = "logits", ["boxes"] = "pred_boxes" } }), Cpu);

        var found = Assert.Single(model.Detect([White], TestContext.Current.CancellationToken)[0]);
        Assert.Equal("lung nodule", found.Target);
        Assert.Equal(Math.Exp(4) / (Math.Exp(4) + 2), found.Score, 1e-6);
    }

    [Fact]
    public void RT_DETR_decodes_itself_into_pixels_of_each_original()
    {
        using var folder = new ToyFolder();
        var manifest = Manifest(folder, ContractGraphs.RtDetr(16), new DetectionDecoding(DetectionFormat.Decoded, BoxFrame.Original, TopK: 300, ScoreThreshold: 0.2, Classes: 14)) with
        {
            Inputs = new Dictionary<string, string> { ["image"] = "images", ["sizes"] = "orig_target_sizes" },
            Outputs = new Dictionary<string, string> { ["labels"] = "labels", ["boxes"] = "boxes", ["scores"] = "scores" },
            Radiograph = new RadiographPreprocessing(3, 16, 16, [new ResizeStep(ResizeMode.Squash), new DivideStep(255)], 0, BatchHint: 4),
        };
        using var model = DetectorModel.Open(folder.Install(manifest), Cpu);

        var found = model.Detect([White, Black], TestContext.Current.CancellationToken);

        Assert.Equal([0.8, 0.3], found.Select(static boxes => Math.Round(Assert.Single(boxes).Score, 6)));
        Assert.Equal([Box.Flat(10, 10, 30, 20), Box.Flat(5, 20, 15, 40)], found.Select(static boxes => boxes[0].Box));
        Assert.Equal("pleural effusion", found[0][0].Target);
    }

    [Fact]
    public void YOLO_gives_one_tensor_in_pixels_of_the_letterbox_and_needs_suppression()
    {
        using var folder = new ToyFolder();
        var manifest = Manifest(folder, ContractGraphs.Yolo(64), new DetectionDecoding(DetectionFormat.Yolo, BoxFrame.Padded, TopK: 100, ScoreThreshold: 0.25, SuppressionIoU: 0.45)) with
        {
            Inputs = new Dictionary<string, string> { ["image"] = "images" },
            Outputs = new Dictionary<string, string> { ["predictions"] = "output0" },
            Radiograph = new RadiographPreprocessing(
                3, 64, 64, [new ResizeStep(ResizeMode.Longest, ResizeFilter.Bilinear), new DivideStep(255)], PadValue: 114.0 / 255, BatchHint: 2, PaddingSide.Both),
        };
        using var model = DetectorModel.Open(folder.Install(manifest), Cpu);

        var found = model.Detect([White], TestContext.Current.CancellationToken)[0];

        // 40 x 20 becomes 64 x 32 with 16 rows of gray above: (16..48, 24..40) is (10..30, 5..15).
        Assert.Equal([(0.9, "lung nodule"), (0.6, "pleural effusion")], found.Select(static box => (Math.Round(box.Score, 4), box.Target)));
        Assert.Equal(Box.Flat(10, 5, 30, 15), found[0].Box);
        Assert.Equal(Box.Flat(7.5, 7.5, 12.5, 12.5), found[1].Box);
    }

    [Fact]
    public void Boxes_smaller_than_the_least_side_are_left_out()
    {
        using var folder = new ToyFolder();
        var manifest = ToyDetector.Manifest(folder);
        using var model = DetectorModel.Open(folder.Install(manifest with { Detection = manifest.Detection! with { MinSide = 11 } }), Cpu);

        // Of 20 x 20 pixels the first box is 10 wide, the second 10 wide and 20 high.
        Assert.Empty(model.Detect([new GrayImage(20, 20, new byte[400])], TestContext.Current.CancellationToken)[0]);
    }

    [Theory]
    [InlineData(20, "tensor-shape")]
    [InlineData(22, "tensor-shape")]
    public void A_class_count_that_is_not_the_graphs_is_refused(int classes, string code)
    {
        using var folder = new ToyFolder();
        var manifest = Manifest(folder, ContractGraphs.Dino(16, 21), new DetectionDecoding(DetectionFormat.DetrRaw, BoxFrame.Unpadded, TopK: 300, ScoreThreshold: 0.1, Classes: classes)) with
        {
            Inputs = new Dictionary<string, string> { ["image"] = "pixel_values", ["mask"] = "pixel_mask" },
        };

        var error = Assert.Throws<ModelException>(() => DetectorModel.Open(folder.Install(manifest), Cpu));
        Assert.Equal(code, error.Code);
        Assert.Contains("outputs.logits", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_that_wants_a_mask_which_the_manifest_does_not_give_is_refused()
    {
        using var folder = new ToyFolder();
        var manifest = Manifest(folder, ContractGraphs.Dino(16, 2), new DetectionDecoding(DetectionFormat.DetrRaw, BoxFrame.Unpadded, TopK: 300, ScoreThreshold: 0.1));
        var error = Assert.Throws<ModelException>(() => DetectorModel.Open(folder.Install(manifest), Cpu));
        Assert.Contains("pixel_mask", error.Message, StringComparison.Ordinal);
    }

    private static ModelManifest Manifest(ToyFolder folder, byte[] model, DetectionDecoding decoding) => ToyDetector.Manifest(folder, model) with
    {
        Radiograph = new RadiographPreprocessing(3, 16, 16, [new ResizeStep(ResizeMode.Longest), new DivideStep(255)], 0, BatchHint: 4),
        Detection = decoding,
        Labels = [new ModelLabel("Nodule/Mass", "lung nodule"), new ModelLabel("Pleural effusion", "pleural effusion")],
    };
}
