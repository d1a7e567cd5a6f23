using VividMed.Cli.Output;

namespace VividMed.Cli.Demonstration;

/// <summary>Builds the base and prints what it reaches on phantoms that it has not seen.</summary>
internal static class BaseModelBuild
{
    public static async Task RunAsync(BaseModelOptions wanted, CancellationToken cancellationToken)
    {
        var (training, minutes, processorMinutes) = await BaseModel.BuildAsync(wanted, cancellationToken);
        var stage = training.Stages.Single();
        TableOutput.Write([BaseModel.Id, "before", "after"],
        [
            ["training loss", $"{stage.LossBefore:F3}", $"{stage.LossAfter:F3}"],
            .. HeldOutFigures.Rows(training.Before, training.After),
        ]);
        Console.Out.WriteLine($"{stage.Steps} steps on {training.TrainingStudies} studies, {training.Parameters:N0} parameters, {minutes:F1} minutes, {processorMinutes:F1} of one core: {Path.Combine(wanted.Out, BaseModel.Id)}");
    }
}
