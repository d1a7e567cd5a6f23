namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>A simulated world has broken a promise of the engine.</summary>
internal sealed class SimulationException(string message) : Exception(message);
