using Training.Domain.Inspections;
using Training.Domain.Standards;

namespace Training.Web.Features.Inspections;

public static class DrawLabels
{
    public static string Period(InspectionDraw draw) =>
        draw.First == draw.Last ? SheetPeriod.Of(draw.First).Label
        : draw.First.AddMonths(2) == draw.Last ? SheetPeriod.QuarterOf(draw.First).Label
        : SheetPeriod.YearOf(draw.First).Label;
}
