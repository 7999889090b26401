using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Command;

/// <summary>The day it is in the city.</summary>
internal sealed class CommandDays(CityHolder city, TimeProvider time)
{
    public DateOnly Today => city.Current.DayOf(time.GetUtcNow());
}
