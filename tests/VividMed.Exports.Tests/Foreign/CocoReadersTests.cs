using CsCheck;
using VividMed.Exports.Families;
using VividMed.TestKit;

namespace VividMed.Exports.Tests.Foreign;

/// <summary>COCO's files by its published rules, which this reads with Python alone.</summary>
public sealed class CocoReadersTests : IDisposable
{
    /// <summary>The short text of run lengths back to counts: five bits a character, the sixth tells that more follow.</summary>
    private const string Decode = """
        def decode(text):
            counts, at = [], 0
            while at < len(text):
                value = shift = 0
                while True:
                    group = ord(text[at]) - 48
                    at += 1
                    value |= (group & 31) << shift
                    shift += 5
                    if not group & 32:
                        if group & 16: value -= 1 << shift
                        break
                if len(counts) > 2: value += counts[-2]
                counts.append(value)
            return counts

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ids_are_unique_over_files_and_masks_fill_their_boxes()
    {
        var store = await TestVersion.WriteAsync(_folder.Path("store"), TestSamples.Radiograph("a"), TestSamples.Radiograph("b"), TestSamples.Tomogram("ct"));
        var export = await Exported.RunAsync(_folder, store, "coco", samplesPerFile: 2);
        var lines = Python.Run("json", export.Root, Decode + """
            import glob, json, os
            images, annotations = {}, {}
            for name in sorted(glob.glob("*.json")):
                if name == "manifest.json": continue
                coco = json.load(open(name))
                categories = {c["id"]: c["name"] for c in coco["categories"]}
                for image in coco["images"]:
                    assert image["id"] not in images and os.path.exists(image["file_name"])
                    images[image["id"]] = image
                for one in coco["annotations"]:
                    assert one["id"] not in annotations
                    annotations[one["id"]] = one
                    image, (x, y, w, h) = images[one["image_id"]], one["bbox"]
                    assert x >= 0 and y >= 0 and w >= 1 and h >= 1 and x + w <= image["width"] and y + h <= image["height"]
                    if "segmentation" in one:
                        counts, set_ = decode(one["segmentation"]["counts"]), []
                        height, width = one["segmentation"]["size"]
                        assert sum(counts) == height * width == image["height"] * image["width"]
                        at = 0
                        for i, count in enumerate(counts):
                            if i % 2: set_ += range(at, at + count)
                            at += count
                        points = [(p // height, p % height) for p in set_]
                        assert one["area"] == len(points)
                        assert [min(p[0] for p in points), min(p[1] for p in points)] == [x, y]
                        assert [max(p[0] for p in points) + 1, max(p[1] for p in points) + 1] == [x + w, y + h]
                        print(categories[one["category_id"]], image["slice"], points)
            print(len(images), len(annotations), categories)
            """);
        Assert.Equal(
            [
                "lung nodule 3 [(4, 5), (4, 6), (4, 7), (5, 7)]", "heart 6 [(10, 8), (10, 9), (11, 8)]",
                "5 9 {1: 'heart', 2: 'lung nodule', 3: 'pleural effusion'}",
            ],
            lines);
    }

    [Fact]
    public void Run_lengths_come_back_from_their_text()
    {
        var many = new List<int[]>();
        Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 40], Gen.Int[0, 2_000_000]).Array[1, 30].Sample(many.Add, iter: 200, threads: 1);
        File.WriteAllLines(_folder.Path("runs.txt"), many.Select(static counts => string.Join(',', counts) + " " + CocoRunLengths.Write(counts)));
        Assert.Equal(["same"], Python.Run("json", _folder.Root, Decode + """
            for line in open("runs.txt"):
                counts, text = line.rstrip("\n").split(" ", 1)
                assert decode(text) == [int(c) for c in counts.split(",")], line
            print("same")
            """));
    }
}
