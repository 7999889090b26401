using CivicLoop.Domain.Dashboards;

namespace CivicLoop.Modules.Dashboards;

/// <summary>A control chart with its table (partial <c>_Weeks</c>).</summary>
internal sealed record WeeksView(
    DashboardView View, DashboardPart Part, ControlChart Chart, string File)
{
    public string Name => Part == DashboardPart.OnTime ? "on-time" : "opened";

    /// <summary>A point or limit as the chart's table writes it.</summary>
    public string Show(double? value) => Part == DashboardPart.OnTime
        ? DashboardWords.Percent(value)
        : DashboardWords.Rate(value);

    /// <summary>The newest week that is more than noise; null where none is.</summary>
    public (DateOnly Week, ControlPoint Point)? Newest
    {
        get
        {
            for (var n = View.Weeks.Count - 1; n >= 0; n--)
            {
                if (Chart.Points[n].IsMoreThanNoise)
                {
                    return (View.Weeks[n].Week, Chart.Points[n]);
                }
            }

            return null;
        }
    }
}
