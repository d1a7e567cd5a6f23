namespace VividMed.DurableTask.Entities;

/// <summary>Entities are not covered: the type is here so that code which asks for them is told so by name.</summary>
public abstract class TaskOrchestrationEntityFeature;
