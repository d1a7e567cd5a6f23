using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VividMed.Training.Torch;

/// <summary>
/// LibTorch's threads wait for each other spinning, unless they are told to sleep: on a machine that does something else too, a step then takes
/// many times as long. Whoever has set the variable before keeps it.
/// </summary>
internal static partial class PassiveThreads
{
    private const string Variable = "OMP_WAIT_POLICY";

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "OpenMP reads it as its library loads, whoever calls it first.")]
    internal static void Ask()
    {
        // .NET keeps variables of its own: native code does not see those that are set later.
        if (OperatingSystem.IsLinux()) _ = SetVariable(Variable, "PASSIVE", overwrite: 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
