using VividMed.Inference.Drafting;
using VividMed.Inference.Execution;
using VividMed.Inference.Hosting;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Inference.Tests.Drafting;

public sealed class ModelDraftTests
{
    private static readonly ExecutionOptions Cpu = new(ExecutionProvider.Cpu, Threads: 1);
    private static readonly TargetTaxonomy Targets = ReadTaxonomy();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("phantom-dino-mini")]
    [InlineData("phantom-cxas-mini")]
    [InlineData("phantom-sat-mini")]
    public void A_miniature_s_file_alone_gives_back_its_manifest_but_for_words(string id)
    {
        using var folder = new ToyFolder();
        var catalog = new ModelCatalog(Repository.Path("models"));
        var original = catalog.Load(id);
        foreach (var file in original.Files) File.Copy(original.PathOf(file), folder.Path(file.Path));

        var drafted = ModelDraft.Of(
            folder.Path("model.onnx"),
            new DraftOptions { Taxonomy = Targets, Id = id, Alike = [.. catalog.Ids.Select(catalog.Load)] }, Cancellation);
        var manifest = folder.Install(drafted.Manifest);

        Assert.Equal(original.InferenceDigest, manifest.InferenceDigest);
        Assert.Equal((original.IntendedUse, original.PhantomsOnly, original.Provenance!.TrainedOn), (manifest.IntendedUse, manifest.PhantomsOnly, manifest.Provenance!.TrainedOn));
        LabelCheck.Require(manifest, Targets, "taxonomy.json");
        var report = ModelCheck.Run(manifest with { Golden = [.. original.Golden!, .. manifest.Golden!] }, Cpu, Cancellation);
        Assert.Equal(2, report.Golden.Count);
        Assert.True(report.Passed);
        Assert.Equal(original.Golden![0].Inputs.Keys, manifest.Golden![0].Inputs.Keys);
    }

    public static TheoryData<string, string> Exports => new()
    {
        { "dino", "detr-raw" }, { "detr", "detr-softmax" }, { "rt-detr", "decoded" }, { "detectron2", "decoded" }, { "yolov8", "yolo" },
        { "yolov5", "yolo-objectness" }, { "yolox", "yolox" }, { "yolox-decoded", "yolo-objectness" }, { "half", "detr-raw" }, { "two-images", "detr-raw" },
    };

    [Theory]
    [MemberData(nameof(Exports))]
    public void A_detector_s_tensors_tell_its_format_and_the_draft_passes_the_check(string export, string format)
    {
        var (model, names) = Detector(export);
        using var folder = new ToyFolder();
        var drafted = Draft(folder, model, names);

        var manifest = folder.Install(drafted.Manifest);

        Assert.Equal(format, Spelling.Of(manifest.Detection!.Format));
        Assert.NotEmpty(manifest.Golden!);
        Assert.True(ModelCheck.Run(manifest, Cpu, Cancellation).Passed);
        Assert.Contains(drafted.Evidence, static one => one.Field == "detection.format");
    }

    [Fact]
    public void Classes_last_and_a_softmax_are_seen()
    {
        using var folder = new ToyFolder();
        var manifest = folder.Install(Draft(folder, MoreContractGraphs.Keras(12, 16), ["heart", "aorta", "left_lung"]).Manifest);

        Assert.Equal(TensorLayout.ChannelsLast, manifest.Radiograph!.Layout);
        Assert.Equal((MaskActivation.None, MaskMerge.Argmax, 3), (manifest.Mask!.Activation, manifest.Mask.Merge, manifest.ClassCount));
        Assert.Equal(("lung", Side.Left), (manifest.Labels[2].Target, manifest.Labels[2].Side));
        Assert.True(ModelCheck.Run(manifest, Cpu, Cancellation).Passed);
    }

    [Fact]
    public void An_nnU_Net_a_SAT_and_slices_are_told_apart()
    {
        using var first = new ToyFolder();
        var classes = first.Install(Draft(first, ContractGraphs.NnUNet([16, 12, 8], 3), ["background", "heart", "aorta"]).Manifest);
        Assert.Equal((ModelKind.ClassSegmenter, MaskMerge.Argmax), (classes.Kind, classes.Mask!.Merge));
        Assert.Equal([16, 12, 8], classes.Window!.Size);
        Assert.Equal([1, 2], classes.Labels.Select((_, i) => classes.IndexOf(i)));

        using var second = new ToyFolder();
        second.Add("prompts.f32", new byte[4 * ToySegmenter.PromptWidth * 2]);
        var prompts = second.Install(Draft(second, ToySegmenter.Model([8, 8, 8], VolumeAxisOrder.Zyx, ToySegmenter.PromptWidth), ["heart", "aorta"]).Manifest);
        Assert.Equal((ModelKind.PromptSegmenter, 2), (prompts.Kind, prompts.ClassCount));

        using var third = new ToyFolder();
        var slices = third.Install(Draft(third, MoreContractGraphs.Slices(24, 20, 5), ["background", "heart"]).Manifest);
        Assert.Equal([-2, -1, 0, 1, 2], slices.Volume!.Slices!.Offsets);

        foreach (var manifest in (ModelManifest[])[classes, prompts, slices]) Assert.True(ModelCheck.Run(manifest, Cpu, Cancellation).Passed);
    }

    [Fact]
    public void Three_channels_are_slices_where_the_modality_is_said()
    {
        using var folder = new ToyFolder();
        File.WriteAllBytes(folder.Path("model.onnx"), MoreContractGraphs.Slices(24, 20, 3));
        var options = new DraftOptions { Taxonomy = Targets, Labels = ["background", "heart"], Modality = Modality.Ct };
        Assert.Equal([-1, 0, 1], ModelDraft.Of(folder.Path("model.onnx"), options, Cancellation).Manifest.Volume!.Slices!.Offsets);
    }

    [Fact]
    public void Names_in_the_file_become_labels_and_those_without_a_target_are_told()
    {
        using var folder = new ToyFolder();
        var model = GraphEdits.WithProperty(MoreContractGraphs.Ultralytics(64), "names", "{0: 'pneumothorax', 1: 'wall clock'}");
        var drafted = Draft(folder, model, names: null);

        var label = Assert.Single(folder.Install(drafted.Manifest).Labels);
        Assert.Equal(("pneumothorax", "pneumothorax", 0), (label.Name, label.Target, label.Index));
        Assert.Contains(drafted.Evidence, static one => one.Why.Contains("wall clock", StringComparison.Ordinal));
    }

    [Fact]
    public void Classes_without_names_are_left_to_the_author_and_a_check_says_where()
    {
        using var folder = new ToyFolder();
        var manifest = Draft(folder, MoreContractGraphs.Ultralytics(64), names: null).Manifest;
        var error = Assert.Throws<ModelException>(() => folder.Install(manifest));
        Assert.Contains("labels[0].target is empty", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_list_of_another_length_than_the_graph_s_classes_is_refused(int count)
    {
        using var folder = new ToyFolder();
        var error = Assert.Throws<ModelException>(() => Draft(folder, MoreContractGraphs.Ultralytics(64), [.. Enumerable.Repeat("heart", count)]));
        Assert.Equal("labels-mismatch", error.Code);
    }

    [Fact]
    public void A_model_that_is_named_as_alike_lends_its_preparation_or_the_file_is_refused()
    {
        using var other = new ToyFolder();
        var like = other.Install(ToyDetector.Manifest(other));
        using var folder = new ToyFolder();
        File.WriteAllBytes(folder.Path("model.onnx"), ToyDetector.Model(shift: 1));
        var options = new DraftOptions { Taxonomy = Targets, Alike = [like], MustBeAlike = true, Labels = ["heart", "aorta"] };

        var manifest = folder.Install(ModelDraft.Of(folder.Path("model.onnx"), options, Cancellation).Manifest);
        Assert.Equal(like.Radiograph!.BatchHint, manifest.Radiograph!.BatchHint);
        Assert.Equal(["heart", "aorta"], manifest.Labels.Select(static label => label.Target));

        File.WriteAllBytes(folder.Path("model.onnx"), ToyDetector.Model(classes: 3));
        Assert.Equal("not-alike", Assert.Throws<ModelException>(() => ModelDraft.Of(folder.Path("model.onnx"), options, Cancellation)).Code);
    }

    [Fact]
    public void What_is_no_model_on_images_is_refused_with_its_tensors()
    {
        using var folder = new ToyFolder();
        var model = GraphEdits.Build(static graph => graph.Output(graph.Node("Relu", [graph.Input("tokens", "n", "768")]), "hidden", "n", "768"));
        var error = Assert.Throws<ModelException>(() => Draft(folder, model, names: null));
        Assert.Equal("not-recognized", error.Code);
        Assert.Contains("tokens [?, 768]", error.Message, StringComparison.Ordinal);

        Assert.Equal("model-unreadable", Assert.Throws<ModelException>(() => Draft(folder, [1, 2, 3], names: null)).Code);
    }

    private static (byte[] Model, string[] Names) Detector(string export)
    {
        string[] two = ["Nodule/Mass", "Pleural effusion"];
        return export switch
        {
            "dino" => (ContractGraphs.Dino(16, 21), [.. Enumerable.Repeat("Nodule/Mass", 21)]),
            "detr" => (ContractGraphs.Detr(16), two),
            "rt-detr" => (ContractGraphs.RtDetr(16), [.. Enumerable.Repeat("Nodule/Mass", 14)]),
            "detectron2" => (MoreContractGraphs.Detectron(16, 32), two),
            "yolov8" => (MoreContractGraphs.Ultralytics(64), two),
            "yolov5" => (MoreContractGraphs.Yolov5(64, 3 * 84), two),
            "yolox" => (MoreContractGraphs.Yolox(64, (3, [0.5f, 0.5f, 1, 1, 0.9f, 1, 0])), two),
            "yolox-decoded" => (MoreContractGraphs.Yolov5(64, 84, (3, [50, 20, 10, 10, 0.9f, 1, 0])), two),
            "half" => (GraphEdits.WithEnds(ToyDetector.Model(), GraphEdits.Float16), two),
            _ => (MoreContractGraphs.TwoImages(16, 8), ["Nodule/Mass"]),
        };
    }

    private static DraftedModel Draft(ToyFolder folder, byte[] model, IReadOnlyList<string>? names)
    {
        File.WriteAllBytes(folder.Path("model.onnx"), model);
        return ModelDraft.Of(folder.Path("model.onnx"), new DraftOptions { Taxonomy = Targets, Labels = names }, Cancellation);
    }

    private static TargetTaxonomy ReadTaxonomy()
    {
        using var stream = File.OpenRead(Repository.Path("models/taxonomy.json"));
        return TargetTaxonomy.Load(stream);
    }
}
