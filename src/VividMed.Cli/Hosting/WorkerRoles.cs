namespace VividMed.Cli;

/// <summary>What a worker takes: orchestrators and light stages (cpu), models and training (gpu), or both.</summary>
[Flags]
internal enum WorkerRoles
{
    None = 0,
    Cpu = 1,
    Gpu = 2,
    All = Cpu | Gpu,
}
