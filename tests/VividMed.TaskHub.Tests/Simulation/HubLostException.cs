namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>The hub died, or was not there: nobody knows whether it has done what it was asked.</summary>
internal sealed class HubLostException() : Exception("The hub is lost.");
