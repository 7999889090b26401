using System.Globalization;

namespace CivicLoop.Platform.Web;

/// <summary>A count beside a list's name. Nobody works off a longer list today, and counting a
/// million rows for a badge is waste.</summary>
internal static class BoundedCount
{
    /// <summary>Beyond this a count is shown as "more than".</summary>
    public const int Max = 999;

    /// <summary>As it is shown, for example <c>42</c> or <c>999+</c>.</summary>
    public static string Show(int count) => count > Max
        ? string.Create(CultureInfo.InvariantCulture, $"{Max}+")
        : count.ToString(CultureInfo.InvariantCulture);
}
