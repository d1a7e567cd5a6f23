namespace VividMed.TaskHub.Tests;

/// <summary>The simulated disk refuses for once.</summary>
internal sealed class DiskException() : IOException("The disk refuses.");
