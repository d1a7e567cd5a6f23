using Microsoft.ML.OnnxRuntime;

namespace VividMed.Inference.Execution;

/// <summary>
/// Execution providers that come as a library of their own. Each is registered once in a process and stays: sessions may still use it.
/// </summary>
internal static class PluginProvider
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Registered = new(StringComparer.Ordinal);

    /// <returns>Why it does not work, or null.</returns>
    public static string? TryAppend(SessionOptions session, ExecutionOptions options)
    {
        if (options.PluginLibrary is not { } library) return "no plug-in library is named; write plugin:PATH";
        if (!File.Exists(library)) return $"the plug-in library {library} does not exist; plugin:PATH names the file of an ONNX Runtime execution provider";

        var environment = OrtEnv.Instance();
        var name = $"vividmed-{Path.GetFileNameWithoutExtension(library)}";
        lock (Gate)
        {
            if (!Registered.Contains(library)) environment.RegisterExecutionProviderLibrary(name, library);
            Registered.Add(library);
        }

        // What the library adds is whatever does not run on a processor.
        var devices = environment.GetEpDevices().Where(static device => device.HardwareDevice.Type != OrtHardwareDeviceType.CPU).ToArray();
        if (devices.Length == 0) return $"the plug-in library {library} found no device; see that its driver is there and lists one";
        if (options.Device >= devices.Length)
        {
            return $"the plug-in library {library} found {devices.Length} devices, and the wanted one is {options.Device}";
        }

        session.AppendExecutionProvider(environment, [devices[options.Device]], options.ProviderOptions.ToDictionary());
        return null;
    }
}
