using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using VividMed.Imaging.Geometry;
using VividMed.TestKit;

namespace VividMed.Imaging.Tests.Nifti;

/// <summary>The real NIfTI files beside the repository and what independent readers say of them.</summary>
internal static class NiftiFixtures
{
    public static string Path(string name) => SharedData.Require("fixtures", "nifti", name);

    /// <summary>The files that the manifest names; one stand-in, whose test skips, where there is no manifest.</summary>
    public static IEnumerable<string> Names()
    {
        var manifest = System.IO.Path.Combine(Repository.Root, "..", "shared", "fixtures", "manifest.json");
        if (!File.Exists(manifest)) return ["manifest.json"];
        using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
        return [.. json.RootElement.GetProperty("nifti").EnumerateArray().Select(static row => System.IO.Path.GetFileName(row.GetProperty("file").GetString()!))];
    }

    public static JsonElement Oracle(string name)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("fixtures", "manifest.json")));
        return manifest.RootElement.GetProperty("nifti").EnumerateArray().Single(row => row.GetProperty("file").GetString() == "nifti/" + name).Clone();
    }

    public static string Hash(float[] values) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan())));

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(static value => value.GetDouble())];

    public static void AssertAffine(JsonElement expected, double[][] actual)
    {
        var rows = expected.EnumerateArray().Select(Numbers).ToArray();
        for (var row = 0; row < 4; row++)
        {
            for (var column = 0; column < 4; column++) Assert.Equal(rows[row][column], actual[row][column], 1e-5);
        }
    }

    public static double[][] Rows(Affine a) => [[a.Xi, a.Xj, a.Xk, a.Xt], [a.Yi, a.Yj, a.Yk, a.Yt], [a.Zi, a.Zj, a.Zk, a.Zt], [0, 0, 0, 1]];
}
