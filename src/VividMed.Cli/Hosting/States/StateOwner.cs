using System.Text.Json;
using VividMed.Storage.Stores;

namespace VividMed.Cli.Hosting.States;

/// <summary>
/// Who serves a state, and how others of the same user reach its hub. It lies beside the state for as long as its process holds the lock, for that
/// user's eyes only: the token lets in whoever has it.
/// </summary>
/// <param name="Command">What the process was started as, such as <c>serve</c>.</param>
/// <param name="HasWorkers">Whether it works on runs; a dashboard does not.</param>
internal sealed record StateOwner(string Command, int Process, string Machine, Uri Hub, string Token, bool HasWorkers)
{
    private const UnixFileMode ForItsUser = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string PathOf(string stateFile) => stateFile + ".owner.json";

    /// <summary>What it is called in messages: no token, no address.</summary>
    public override string ToString() => $"'vividmed {Command}' (process {Process})";

    /// <summary>
    /// What is written there, or null: nobody serves the state, its owner is still starting, or it serves for a moment only.
    /// </summary>
    /// <exception cref="CliException">It is another user's.</exception>
    public static StateOwner? Read(string stateFile)
    {
        try
        {
            return JsonSerializer.Deserialize<StateOwner>(File.ReadAllBytes(PathOf(stateFile)), JsonSerializerOptions.Web);
        }
        catch (Exception none) when (none is IOException or JsonException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            throw new CliException($"{stateFile} is served by a process of another user, and only that user may attach to it: give the command as that user, or wait until it ends");
        }
    }

    /// <summary>Whole or not at all: whoever reads it meanwhile sees the old one or none.</summary>
    public async Task WriteAsync(string stateFile, CancellationToken cancellationToken)
    {
        var unfinished = PathOf(stateFile) + ".tmp";
        try
        {
            // One that is left of a killed process keeps its rights when it is opened again.
            File.Delete(unfinished);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = ForItsUser;
            await using (var file = new FileStream(unfinished, options))
            {
                await JsonSerializer.SerializeAsync(file, this, JsonSerializerOptions.Web, cancellationToken);
            }

            File.Move(unfinished, PathOf(stateFile), overwrite: true);
        }
        catch (Exception failure) when (FileFault.Explain(failure, stateFile) is not null)
        {
            throw FileFault.Explain(failure, stateFile)!;
        }
    }

    /// <summary>Only the holder of the lock may say that nobody owns the state.</summary>
    public static void Remove(string stateFile)
    {
        if (File.Exists(PathOf(stateFile))) File.Delete(PathOf(stateFile));
    }
}
