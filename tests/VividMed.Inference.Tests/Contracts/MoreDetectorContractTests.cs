using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;

namespace VividMed.Inference.Tests.Contracts;

/// <summary>Detectors whose exports lie otherwise than DETR's, each with boxes known by hand.</summary>
public sealed class MoreDetectorContractTests
{
    private static readonly ExecutionOptions Cpu = new(ExecutionProvider.Cpu, Threads: 1);
    private static readonly GrayImage White = new(64, 64, [.. Enumerable.Repeat((byte)255, 4096)]);
    private static readonly GrayImage Gray = new(64, 64, [.. Enumerable.Repeat((byte)100, 4096)]);
    private static readonly GrayImage Black = new(64, 64, new byte[4096]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void YOLOX_answers_on_grids_that_are_applied_here()
    {
        using var folder = new ToyFolder();
        var (two, four) = (MathF.Log(2), MathF.Log(4));
        var model = MoreContractGraphs.Yolox(
            64, (19, [0.5f, 0.25f, two, four, 0.9f, 1, 0]), (64 + 6, [0, 0, 0, 0, 0.8f, 0.25f, 0.5f]), (83, [0, 0, 0, 0, 0.7f, 1, 0]));
        using var detector = DetectorModel.Open(folder.Install(Yolo(folder, model, DetectionFormat.Yolox)), Cpu);

        var found = detector.Detect([White], Cancellation)[0];

        // Cell 19 of 8 x 8 is column 3, row 2; cell 70 is column 2, row 1 of the 4 x 4 of stride 16; cell 83 the last of stride 32.
        Assert.Equal([(0.9, "lung nodule"), (0.7, "lung nodule"), (0.4, "pleural effusion")], found.Select(static box => (Math.Round(box.Score, 4), box.Target)));
        Assert.Equal([Box.Flat(20, 2, 36, 34), Box.Flat(16, 16, 48, 48), Box.Flat(24, 8, 40, 24)], found.Select(static box => Rounded(box.Box)));
    }

    [Fact]
    public void Strides_that_do_not_make_the_graphs_boxes_are_refused_with_both_figures()
    {
        using var folder = new ToyFolder();
        var manifest = Yolo(folder, MoreContractGraphs.Yolox(64), DetectionFormat.Yolox);
        using var detector = DetectorModel.Open(folder.Install(manifest with { Detection = manifest.Detection! with { Strides = [8, 16] } }), Cpu);
        var error = Assert.Throws<ModelException>(() => detector.Detect([White], Cancellation));
        Assert.Contains("84 boxes", error.Message, StringComparison.Ordinal);
        Assert.Contains("80 cells", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void YOLOv5_multiplies_objectness_and_class()
    {
        using var folder = new ToyFolder();
        var model = MoreContractGraphs.Yolov5(64, 6, (1, [32, 32, 16, 8, 0.5f, 0.9f, 0.2f]), (4, [33, 32, 16, 8, 0.4f, 0.9f, 0]), (5, [10, 10, 4, 4, 0.6f, 0, 0.6f]));
        using var detector = DetectorModel.Open(folder.Install(Yolo(folder, model, DetectionFormat.YoloObjectness)), Cpu);

        var found = detector.Detect([White], Cancellation)[0];

        Assert.Equal([(0.45, "lung nodule"), (0.36, "pleural effusion")], found.Select(static box => (Math.Round(box.Score, 4), box.Target)));
        Assert.Equal(Box.Flat(24, 28, 40, 36), found[0].Box);
    }

    [Fact]
    public void Detectron2_has_no_batch_axis_and_may_find_nothing()
    {
        using var folder = new ToyFolder();
        using var detector = DetectorModel.Open(folder.Install(Detectron(folder)), Cpu);

        var found = detector.Detect([White, Black, Gray], Cancellation);

        // 64 x 64 becomes 16 x 16 in a tensor 32 wide: a quarter.
        Assert.Equal([2, 0, 1], found.Select(static boxes => boxes.Count));
        Assert.Equal([("pleural effusion", 0.75), ("lung nodule", 0.5)], found[0].Select(static box => (box.Target, box.Score)));
        Assert.Equal(Box.Flat(8, 16, 40, 32), found[0][0].Box);
        Assert.Equal(1, detector.BatchSize);
    }

    [Fact]
    public void A_case_of_a_graph_that_finds_nothing_in_noise_is_recorded_and_met()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(Detectron(folder));
        manifest = folder.Install(Inference.Hosting.ModelCheck.RecordGolden(manifest, Cpu, picture: null, 1e-6, Cancellation));
        Assert.Equal([0, 4], manifest.Golden![0].Outputs["boxes"].Shape);
        Assert.True(Inference.Hosting.ModelCheck.Run(manifest, Cpu, Cancellation).Passed);
    }

    [Theory]
    [InlineData(GraphEdits.Float16)]
    [InlineData(GraphEdits.Double)]
    public void Other_types_at_the_ends_give_the_same_boxes(int type)
    {
        using var folder = new ToyFolder();
        using var other = new ToyFolder();
        using var expected = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder)), Cpu);
        using var detector = DetectorModel.Open(other.Install(ToyDetector.Manifest(other, GraphEdits.WithEnds(ToyDetector.Model(), type))), Cpu);

        foreach (var (a, b) in expected.Detect([White, Gray], Cancellation).Zip(detector.Detect([White, Gray], Cancellation)))
        {
            Assert.Equal(a.Select(static box => (box.Label, box.Box)), b.Select(static box => (box.Label, box.Box)));
            foreach (var (x, y) in a.Zip(b)) Assert.Equal(x.Score, y.Score, 1e-3);
        }
    }

    [Theory]
    [InlineData(GraphEdits.Int64)]
    [InlineData(GraphEdits.Bool)]
    [InlineData(GraphEdits.Float16)]
    public void A_mask_of_any_type_says_where_the_image_lies(int type)
    {
        using var folder = new ToyFolder();
        var manifest = ToyDetector.Manifest(folder, GraphEdits.WithEnds(ContractGraphs.Dino(16, 2), type, "pixel_mask")) with
        {
            Inputs = new Dictionary<string, string> { ["image"] = "pixel_values", ["mask"] = "pixel_mask" },
            Radiograph = new RadiographPreprocessing(3, 16, 16, [new ResizeStep(ResizeMode.Longest), new DivideStep(255)], 0, BatchHint: 4),
        };
        using var detector = DetectorModel.Open(folder.Install(manifest), Cpu);

        // The second query's logit is 20 times the share of the tensor that is image, less 12: half of it for one twice as wide as high.
        var wide = detector.Detect([new GrayImage(32, 16, new byte[512])], Cancellation)[0];
        Assert.Equal(Sigmoid(-2), Math.Round(Assert.Single(wide).Score, 6));
    }

    [Fact]
    public void Labels_and_sizes_may_be_integers_of_32_bits()
    {
        using var folder = new ToyFolder();
        var model = GraphEdits.WithEnds(ContractGraphs.RtDetr(16), GraphEdits.Int32, "labels");
        var manifest = ToyDetector.Manifest(folder, model) with
        {
            Inputs = new Dictionary<string, string> { ["image"] = "images", ["sizes"] = "orig_target_sizes" },
            Outputs = new Dictionary<string, string> { ["labels"] = "labels", ["boxes"] = "boxes", ["scores"] = "scores" },
            Radiograph = new RadiographPreprocessing(3, 16, 16, [new ResizeStep(ResizeMode.Squash), new DivideStep(255)], 0, BatchHint: 4),
            Detection = new DetectionDecoding(DetectionFormat.Decoded, BoxFrame.Original, TopK: 300, ScoreThreshold: 0.2, Classes: 14),
        };
        using var detector = DetectorModel.Open(folder.Install(manifest), Cpu);
        Assert.Equal("pleural effusion", Assert.Single(detector.Detect([White], Cancellation)[0]).Target);
    }

    [Fact]
    public void A_graph_that_takes_bytes_gets_gray_values_and_refuses_steps_that_it_does_itself()
    {
        using var folder = new ToyFolder();
        var model = GraphEdits.WithEnds(ToyDetector.Model(), GraphEdits.UInt8, "pixel_values");
        var manifest = ToyDetector.Manifest(folder, model);
        var error = Assert.Throws<ModelException>(() => DetectorModel.Open(folder.Install(manifest), Cpu));
        Assert.Contains("divide", error.Message, StringComparison.Ordinal);

        using var detector = DetectorModel.Open(folder.Install(manifest with { Radiograph = manifest.Radiograph! with { Steps = [new ResizeStep(ResizeMode.Longest)] } }), Cpu);
        // The first logit is the brightest value.
        Assert.Equal(1, detector.Detect([Gray], Cancellation)[0][0].Score, 1e-6);
        Assert.Equal(0.5, detector.Detect([Black], Cancellation)[0][0].Score, 1e-6);
    }

    [Fact]
    public void A_batch_that_the_graph_fixes_is_filled_up_and_its_results_are_those_of_a_free_one()
    {
        using var folder = new ToyFolder();
        using var other = new ToyFolder();
        using var free = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder)), Cpu);
        using var four = DetectorModel.Open(other.Install(ToyDetector.Manifest(other, GraphEdits.WithBatch(ToyDetector.Model(), 4))), Cpu with { BatchSize = 9 });
        GrayImage[] images = [White, Gray, Black, Gray, White, Black];

        Assert.Equal(4, four.BatchSize);
        Assert.Equal(free.Detect(images, Cancellation), four.Detect(images, Cancellation));
        Assert.Equal(6, four.Usage.Items);
    }

    [Theory]
    [InlineData("pixel_values")]
    [InlineData("pred_logits")]
    public void A_batch_fixed_at_one_refuses_a_larger_hint_and_says_what_may_stand_there(string tensor)
    {
        using var folder = new ToyFolder();
        var manifest = ToyDetector.Manifest(folder, GraphEdits.WithBatch(ToyDetector.Model(), 1, tensor));
        var error = Assert.Throws<ModelException>(() => DetectorModel.Open(folder.Install(manifest), Cpu));
        Assert.Equal("batch-fixed", error.Code);
        Assert.Contains("radiograph.batchHint of model toy-detector is 3, but its graph takes 1 a call: write 1", error.Message, StringComparison.Ordinal);

        using var one = DetectorModel.Open(folder.Install(manifest with { Radiograph = manifest.Radiograph! with { BatchHint = 1 } }), Cpu);
        Assert.Equal(3, one.Detect([White, Gray, Black], Cancellation).Count);
        Assert.Equal(3, one.Usage.Runs);
    }

    [Fact]
    public void A_second_image_has_its_own_size_and_preparation()
    {
        using var folder = new ToyFolder();
        var manifest = ToyDetector.Manifest(folder, MoreContractGraphs.TwoImages(16, 8)) with
        {
            Inputs = new Dictionary<string, string> { ["image"] = "global", ["second"] = "detail" },
            Outputs = new Dictionary<string, string> { ["logits"] = "logits", ["boxes"] = "boxes" },
            Radiograph = new RadiographPreprocessing(3, 16, 16, [new ResizeStep(ResizeMode.Longest), new DivideStep(51)], 0, BatchHint: 2)
            {
                Second = new SecondRadiograph(1, 8, 8, [new ResizeStep(ResizeMode.Squash), new DivideStep(85)]),
            },
            Labels = [new ModelLabel("Nodule", "lung nodule")],
        };
        using var detector = DetectorModel.Open(folder.Install(manifest), Cpu);

        var found = detector.Detect([White, Black, Gray], Cancellation);

        // 255 / 51 - 255 / 85 = 2, and 0 of nothing.
        Assert.Equal([Sigmoid(2), 0.5, Sigmoid((100 / 51.0) - (100 / 85.0))], found.Select(static boxes => Math.Round(boxes[0].Score, 6)));

        var error = Assert.Throws<ModelException>(() => folder.Install(manifest with { Radiograph = manifest.Radiograph! with { Second = null } }));
        Assert.Contains("radiograph.second is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Opset_11_runs()
    {
        using var folder = new ToyFolder();
        using var detector = DetectorModel.Open(folder.Install(ToyDetector.Manifest(folder, GraphEdits.WithOpset(ToyDetector.Model(), 11))), Cpu);
        Assert.NotEmpty(detector.Detect([White], Cancellation)[0]);
    }

    private static double Sigmoid(double x) => Math.Round(1 / (1 + Math.Exp(-x)), 6);

    private static Box Rounded(Box box) => Box.Flat(Math.Round(box.X0, 4), Math.Round(box.Y0, 4), Math.Round(box.X1, 4), Math.Round(box.Y1, 4));

    private static ModelManifest Detectron(ToyFolder folder) => ToyDetector.Manifest(folder, MoreContractGraphs.Detectron(16, 32)) with
    {
        Inputs = new Dictionary<string, string> { ["image"] = "image" },
        Outputs = new Dictionary<string, string> { ["labels"] = "classes", ["boxes"] = "boxes", ["scores"] = "scores" },
        Radiograph = new RadiographPreprocessing(3, 32, 16, [new ResizeStep(ResizeMode.Longest)], 0, BatchHint: 1) { Batched = false },
        Detection = new DetectionDecoding(DetectionFormat.Decoded, BoxFrame.Padded, TopK: 100, ScoreThreshold: 0.1) { Batched = false },
    };

    private static ModelManifest Yolo(ToyFolder folder, byte[] model, DetectionFormat format) => ToyDetector.Manifest(folder, model) with
    {
        Inputs = new Dictionary<string, string> { ["image"] = "images" },
        Outputs = new Dictionary<string, string> { ["predictions"] = "output" },
        Radiograph = new RadiographPreprocessing(3, 64, 64, [new ResizeStep(ResizeMode.Longest, ResizeFilter.Bilinear)], 114, BatchHint: 2),
        Detection = new DetectionDecoding(format, BoxFrame.Padded, TopK: 100, ScoreThreshold: 0.25, SuppressionIoU: 0.45),
    };
}
