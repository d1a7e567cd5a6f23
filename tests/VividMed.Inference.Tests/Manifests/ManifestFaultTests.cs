using System.Text.Json.Nodes;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;

namespace VividMed.Inference.Tests.Manifests;

/// <summary>A manifest that is wrong is refused by its member, with the author's own words and what may stand there.</summary>
public sealed class ManifestFaultTests
{
    [Theory]
    [InlineData("kind", "\"detecter\"", "kind is 'detecter'; it may be detector, prompt-segmenter, class-segmenter")]
    [InlineData("detection.format", "\"yolov8\"", "detection.format is 'yolov8'; it may be detr-raw, detr-softmax, decoded, yolo, yolo-objectness, yolox")]
    [InlineData("detection.frame", "3", "detection.frame is 3; it may be padded, unpadded, original")]
    [InlineData("radiograph.layout", "\"nhwc\"", "radiograph.layout is 'nhwc'; it may be channels-first, channels-last")]
    [InlineData("radiograph.channels", "\"three\"", "radiograph.channels is 'three'; it takes integer")]
    [InlineData("radiograph.size", "640", "radiograph has the member 'size', which is not known; the members are ")]
    [InlineData("taks", "1", "the manifest has the member 'taks', which is not known; the members are ")]
    [InlineData("radiograph.steps[0].step", "\"resise\"", "radiograph.steps[0] has the step 'resise'; the steps are resize, equalise, ")]
    [InlineData("radiograph.steps[0].mode", "\"biggest\"", "radiograph.steps[0].mode is 'biggest'; it may be longest, shortest, squash")]
    [InlineData("labels[1].side", "\"links\"", "labels[1].side is 'links'; it may be none, left, right")]
    [InlineData("version", "null", "version is null")]
    [InlineData("labels[0]", "null", "labels[0] is null; leave it out or write a value")]
    [InlineData("inputs.image", "null", "inputs.image is null; leave it out or write a value")]
    [InlineData("radiograph.steps[1]", "null", "radiograph.steps[1] is null")]
    public void The_message_names_the_member_the_word_and_the_allowed_ones(string place, string json, string expected)
    {
        using var folder = new ToyFolder();
        var error = Refused(folder, manifest => Set(manifest, place, JsonNode.Parse(json)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("VividMed.Inference", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        using var folder = new ToyFolder();
        Assert.Contains("'version'", Refused(folder, static manifest => manifest.Remove("version")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_is_missing_is_told_with_those_there_are_and_those_there_may_be()
    {
        using var folder = new ToyFolder();
        var error = Refused(folder, static manifest => manifest["inputs"] = new JsonObject { ["img"] = "pixel_values" });
        Assert.Contains("inputs.image is missing: inputs has img, and the roles here are image, mask (may be left out), sizes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\u0000\u0001")]
    public void A_file_that_is_no_manifest_is_one_line(string text)
    {
        using var folder = new ToyFolder();
        File.WriteAllText(folder.ManifestPath, text);
        var error = Assert.Throws<ModelException>(() => ModelManifest.Load(folder.ManifestPath));
        Assert.Equal("manifest-invalid", error.Code);
        Assert.Contains(folder.ManifestPath, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_beyond_any_manifest_is_refused_before_it_is_read()
    {
        using var folder = new ToyFolder();
        using (var file = File.Create(folder.ManifestPath)) file.SetLength(1L << 40);
        Assert.Contains("more than", Assert.Throws<ModelException>(() => ModelManifest.Load(folder.ManifestPath)).Message, StringComparison.Ordinal);
    }

    private static ModelException Refused(ToyFolder folder, Action<JsonObject> spoil)
    {
        var manifest = JsonNode.Parse(ToyDetector.Manifest(folder).ToJson())!.AsObject();
        spoil(manifest);
        File.WriteAllText(folder.ManifestPath, manifest.ToJsonString());
        var error = Assert.Throws<ModelException>(() => ModelManifest.Load(folder.ManifestPath));
        Assert.Equal("manifest-invalid", error.Code);
        return error;
    }

    private static void Set(JsonNode node, string place, JsonNode? value)
    {
        var steps = place.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1]) node = step[0] == '[' ? node[int.Parse(step.Trim('[', ']'))]! : node[step]!;
        if (steps[^1][0] == '[') node[int.Parse(steps[^1].Trim('[', ']'))] = value;
        else node[steps[^1]] = value;
    }
}
