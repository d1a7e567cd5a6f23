namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>The simulated disk refuses for once.</summary>
internal sealed class DiskException() : IOException("The disk refuses.");
