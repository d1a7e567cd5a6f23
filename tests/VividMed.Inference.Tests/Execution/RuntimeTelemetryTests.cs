using System.Runtime.InteropServices;
using VividMed.Inference.Execution;

namespace VividMed.Inference.Tests.Execution;

public sealed class RuntimeTelemetryTests
{
    [Fact]
    public void The_runtime_is_told_to_keep_what_it_knows_before_it_is_loaded()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "native code has an environment of its own on Unix only");
        _ = ExecutionOptions.Parse("cpu");
        Assert.Equal("1", Marshal.PtrToStringUTF8(GetVariable("ORT_DISABLE_TELEMETRY")));
    }

    [DllImport("libc", EntryPoint = "getenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint GetVariable([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
