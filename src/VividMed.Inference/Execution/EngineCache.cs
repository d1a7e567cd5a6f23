namespace VividMed.Inference.Execution;

/// <summary>The folder of TensorRT's engines, looked at before anything begins: a runtime that cannot write there says so after minutes.</summary>
internal static class EngineCache
{
    /// <summary>Makes the folder where it is missing, and tries to write to it.</summary>
    /// <exception cref="ModelException"><c>engine-cache-not-writable</c>.</exception>
    public static void Require(ExecutionOptions options)
    {
        if (options.EngineCache is not { } folder) return;
        try
        {
            Directory.CreateDirectory(folder);
            using var trial = new FileStream(
                Path.Combine(folder, $".{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ModelException(
                "engine-cache-not-writable",
                $"TensorRT's engines cannot be kept in {folder}: {error.Message.TrimEnd('.')}; name another folder (--engine-cache, setting EngineCache)", error);
        }
    }
}
