using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Images;
using VividMed.Cli.Images.Inputs;
using VividMed.Cli.Output;

namespace VividMed.Cli.Commands;

/// <summary>vividmed image info: size, encoding, geometry, value range and digest of each file.</summary>
internal static class ImageInfoCommand
{
    private static readonly Argument<string[]> Files = new("files") { Description = ImageCommand.Inputs, Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> HeaderOnly = new("--header-only") { Description = "Read headers and no pixels: no digest, no value range, some hundred times faster" };
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create()
    {
        var command = new Command("info", "Size, encoding, geometry, value range and a digest of the stored values; one JSON object a line with --output json") { Files, HeaderOnly, Output };
        CliAction.Set(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var inputs = new ImageInputs(parsed.GetRequiredValue(Files));
        Func<string, object> describe = parsed.GetValue(HeaderOnly) ? ImageHeaderReader.Read : ImageFile.Summarize;
        if (inputs.IsSingle) return Single(inputs.Files().First(), describe, parsed.GetValue(Output));

        var (done, failed) = (0, 0);
        await using var progress = Console.IsOutputRedirected ? CountProgress.Start("files") : null;
        await foreach (var (file, summary, error) in OrderedWork.RunAsync(inputs.Files(), Environment.ProcessorCount * (parsed.GetValue(HeaderOnly) ? 4 : 1), Describe, cancellationToken))
        {
            if (error is not null) failed++;
            Write(summary ?? new ImageError(file, error!), parsed.GetValue(Output));
            progress?.Report(++done);
        }

        if (failed > 0) await Console.Error.WriteLineAsync($"vividmed: {failed} of {done} files could not be read");
        return failed > 0 ? ExitCode.Failed : ExitCode.Ok;

        (string File, object? Summary, string? Error) Describe(string file)
        {
            try
            {
                return (file, describe(file), null);
            }
            catch (Exception failure) when (UserError.OfFile(failure) is { } error)
            {
                return (file, null, UserError.WithoutFile(error, file));
            }
        }
    }

    private static int Single(string file, Func<string, object> describe, OutputFormat output)
    {
        try
        {
            Write(describe(file), output);
            return ExitCode.Ok;
        }
        catch (Exception failure) when (UserError.Explain(failure) is { } error)
        {
            throw new CliException($"{file}: {UserError.WithoutFile(error, file)}") { Code = UserError.CodeOf(failure) };
        }
    }

    private static void Write(object summary, OutputFormat format)
    {
        if (format == OutputFormat.Json) JsonOutput.Write(summary);
        else TableOutput.WriteRecord(summary);
    }
}

/// <summary>A file of several that could not be read.</summary>
internal sealed record ImageError(string File, string Error);
