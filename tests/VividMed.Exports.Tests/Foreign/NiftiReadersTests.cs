using VividMed.TestKit;

namespace VividMed.Exports.Tests.Foreign;

/// <summary>nibabel lays masks on their images.</summary>
public sealed class NiftiReadersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Masks_have_the_grid_and_affine_of_their_image_and_an_L_stays_an_L()
    {
        var store = await TestVersion.WriteAsync(_folder.Path("store"), TestSamples.Radiograph("a"), TestSamples.Tomogram("ct"));
        var export = await Exported.RunAsync(_folder, store, "nifti");
        var lines = Python.Run("nibabel", export.Root, """
            import glob, json, nibabel, numpy
            for line in sorted(open(glob.glob("*.jsonl")[0])):
                sample = json.loads(line)
                images = [nibabel.load(name) for name in sample["images"]]
                print(sample["id"].split("-")[-1], images[0].shape, nibabel.aff2axcodes(images[0].affine))
                for region in sample["regions"]:
                    if region["mask"] is None:
                        print("box", region["label"], region["box"])
                        continue
                    mask, image = nibabel.load(region["mask"]), images[region["image"]]
                    assert mask.shape == image.shape and numpy.array_equal(mask.affine, image.affine)
                    print("mask", region["label"], [tuple(int(v) for v in at) for at in numpy.argwhere(numpy.asarray(mask.dataobj))][:5])
            """);
        Assert.Equal(
            [
                "a (1001, 777, 1) ('L', 'I', 'A')", "box pleural effusion [700.4, 500, 1001, 777]", "box pleural effusion [0, 380.25, 120.5, 640]", "box lung nodule [300, 200, 340.7, 239.6]",
                "ct (20, 16, 10) ('L', 'P', 'S')", "mask lung nodule [(4, 5, 3), (4, 5, 4), (4, 6, 3), (4, 7, 3), (5, 7, 3)]", "mask heart [(10, 8, 6), (10, 8, 7), (10, 9, 6), (11, 8, 6)]",
                "box pleural effusion [1, 2, 0, 7, 6, 4]",
            ],
            lines);
    }
}
