using VividMed.Workflows;

namespace VividMed.Dashboard;

/// <summary>Whom the dashboard asks and where it listens (port 0 takes a free one; remote: on every network interface, for a proxy that asks for a sign-in).</summary>
/// <param name="Unserved">Asks what waits for a worker that is not there.</param>
public sealed record DashboardOptions(DurableTaskClient Client, UnservedWorkReader Unserved, int Port = 0, bool Remote = false);
