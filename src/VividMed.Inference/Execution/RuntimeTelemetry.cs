using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VividMed.Inference.Execution;

/// <summary>
/// ONNX Runtime reports to its makers over the network unless it is told not to. Here nothing leaves the process that nobody asked for.
/// </summary>
internal static partial class RuntimeTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "The runtime reads it as its library loads, whoever calls it first.")]
    internal static void Disable()
    {
        // .NET keeps variables of its own: native code does not see those that are set later.
        if (OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable(Variable, "1");
        else _ = SetVariable(Variable, "1", overwrite: 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
