namespace VividMed.Dashboard;

/// <summary>Whom the dashboard asks and where it listens (port 0 takes a free one; remote: on every network interface, for a proxy that asks for a sign-in).</summary>
public sealed record DashboardOptions(DurableTaskClient Client, int Port = 0, bool Remote = false);
