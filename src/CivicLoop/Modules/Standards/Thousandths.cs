using System.Globalization;

namespace CivicLoop.Modules.Standards;

/// <summary>Thousandths as the number people know, for example points.</summary>
internal static class Thousandths
{
    public static string Show(int milli) =>
        (milli / 1000m).ToString("0.###", CultureInfo.InvariantCulture);
}
