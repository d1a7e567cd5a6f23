using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Tests.Toys;

namespace VividMed.Inference.Tests.Execution;

public sealed class DeviceOptionsTests
{
    [Fact]
    public void TensorRT_is_told_where_to_keep_engines_and_timings()
    {
        var keys = DeviceOptions.Tensorrt(new ExecutionOptions(ExecutionProvider.Tensorrt, Device: 2) { EngineCache = "/cache" });

        Assert.Equal("2", keys["device_id"]);
        Assert.Equal(("1", "/cache"), (keys["trt_engine_cache_enable"], keys["trt_engine_cache_path"]));
        Assert.Equal(("1", "/cache"), (keys["trt_timing_cache_enable"], keys["trt_timing_cache_path"]));
    }

    [Fact]
    public void Without_a_folder_TensorRT_keeps_nothing() =>
        Assert.Equal(["device_id"], DeviceOptions.Tensorrt(new ExecutionOptions(ExecutionProvider.Tensorrt)).Keys);

    [Fact]
    public void Keys_of_the_users_own_win()
    {
        var options = new ExecutionOptions(ExecutionProvider.Tensorrt)
        {
            EngineCache = "/cache",
            ProviderOptions = new Dictionary<string, string> { ["trt_engine_cache_path"] = "/mine", ["trt_fp16_enable"] = "1" },
        };

        var keys = DeviceOptions.Tensorrt(options);
        Assert.Equal(("/mine", "1", "/cache"), (keys["trt_engine_cache_path"], keys["trt_fp16_enable"], keys["trt_timing_cache_path"]));
    }

    [Fact]
    public void Each_of_several_devices_is_asked_for_by_its_own_number()
    {
        var options = new ExecutionOptions(ExecutionProvider.Cuda).On([3, 1]);
        Assert.Equal(["3", "1"], options.EachDevice.Select(static device => DeviceOptions.Cuda(device)["device_id"]));
        Assert.Equal([2], new ExecutionOptions(ExecutionProvider.Cuda).On([2]).EachDevice.Select(static device => device.Device));
    }

    [Fact]
    public void The_folder_of_engines_is_made_and_left_empty()
    {
        using var folder = new ToyFolder();
        var cache = folder.Path("a", "b");
        EngineCache.Require(new ExecutionOptions { EngineCache = cache });
        Assert.Empty(Directory.EnumerateFileSystemEntries(cache));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused_before_TensorRT_is_tried()
    {
        using var folder = new ToyFolder();
        var file = folder.Path("file");
        File.WriteAllText(file, "");
        var options = new ExecutionOptions(ExecutionProvider.Tensorrt) { EngineCache = Path.Combine(file, "engines") };

        var refused = Assert.Throws<ModelException>(() => ProviderCheck.Require(options));
        Assert.Equal("engine-cache-not-writable", refused.Code);
        Assert.Contains(options.EngineCache, refused.Message, StringComparison.Ordinal);
        Assert.Contains("--engine-cache", refused.Message, StringComparison.Ordinal);
    }
}
