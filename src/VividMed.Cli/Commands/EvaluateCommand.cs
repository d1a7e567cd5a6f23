using System.CommandLine;

namespace VividMed.Cli.Commands;

/// <summary>vividmed evaluate: what the program makes, held against a truth.</summary>
internal static class EvaluateCommand
{
    public static Command Create() => new("evaluate", "Measure against a truth, with intervals and a page to read") { EvaluateReportsCommand.Create(), EvaluateGroundingCommand.Create(), EvaluateModelCommand.Create() };
}
