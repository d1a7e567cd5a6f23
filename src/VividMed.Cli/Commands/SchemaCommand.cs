using System.CommandLine;
using VividMed.Cli.Configuration;

namespace VividMed.Cli.Commands;

/// <summary>vividmed schema: what the JSON of a command looks like, told by the program that writes it.</summary>
internal static class SchemaCommand
{
    private static readonly Argument<string?> Name = new("output") { HelpName = "output", Description = "A command in quotes, such as \"shards stats\", or error for failures; without it the names", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create()
    {
        Name.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens.Where(static token => !OutputSchemas.Names.Contains(token.Value)))
            {
                result.AddError($"there is no schema '{token.Value}'{Guess.Told(token.Value, OutputSchemas.Names)}; 'vividmed schema' lists them");
            }
        });
        Name.CompletionSources.Add([.. OutputSchemas.Names]);
        var command = new Command("schema", "Print the JSON Schema of what a command writes with --output json, or of the errors that it writes then") { Name };
        CliAction.Set(command, (parsed, _) =>
        {
            if (parsed.GetValue(Name) is { } name) Console.Out.WriteLine(OutputSchemas.Of(name));
            else foreach (var known in OutputSchemas.Names) Console.Out.WriteLine(known);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }
}
