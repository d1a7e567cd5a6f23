using System.Text.Json;

namespace VividMed.Bench.Training.Records;

/// <summary>A step as a training in a process of its own tells it, one a line.</summary>
/// <param name="Step">From 1, of the stage.</param>
/// <param name="Waited">Seconds that the network waited for its studies.</param>
/// <param name="Worked">Seconds that it worked.</param>
/// <param name="Tokens">Of the step's conversations.</param>
/// <param name="SinceTraining">Seconds since the trainer was called.</param>
/// <param name="SinceStart">Seconds since the process began.</param>
/// <param name="Processor">Seconds of processors that the process has used.</param>
/// <param name="PeakMemory">Bytes that the process has held at most (VmHWM).</param>
internal sealed record TrainingLine(int Step, double Waited, double Worked, int Tokens, double SinceTraining, double SinceStart, double Processor, long PeakMemory)
{
    public override string ToString() => JsonSerializer.Serialize(this);

    public static TrainingLine Parse(string line) => JsonSerializer.Deserialize<TrainingLine>(line)!;
}
