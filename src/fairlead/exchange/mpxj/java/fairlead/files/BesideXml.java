package fairlead.files;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpxj.Duration;
import org.mpxj.FieldType;
import org.mpxj.LocalDateTimeRange;
import org.mpxj.ProjectField;
import org.mpxj.ProjectFile;
import org.mpxj.ProjectProperties;
import org.mpxj.Relation;
import org.mpxj.ResourceAssignment;
import org.mpxj.Task;
import org.mpxj.TaskContainer;
import org.mpxj.TaskField;
import org.mpxj.TimeUnit;

/**
 * What Microsoft Project's XML can't say, or MPXJ leaves out of it, collected before it is written.
 *
 * <p>Tasks stand in the order in which MPXJ writes them, by their ids. A task of another project is shown to it as an
 * ordinary one, for it writes none of them and Microsoft Project writes them all.
 */
final class BesideXml {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final Map<String, FieldType> STORED = stored();

    private BesideXml() {
    }

    static void add(ProjectFile project, Map<String, Object> said) {
        ProjectProperties properties = project.getProjectProperties();
        Duration limit = properties.getCriticalSlackLimit();
        said.put("critical_float_minutes", limit == null ? null : minutes(limit, properties));
        said.put("file_version", properties.getMppFileType());
        said.put("current_date_stored", Boolean.valueOf(properties.getCachedValue(ProjectField.CURRENT_DATE) != null));
        said.put("repeated_assignments", Integer.valueOf(repeatedAssignments(project)));
        List<Object> tasks = new ArrayList<Object>();
        for (Task task : inOrder(project)) {
            tasks.add(of(task, properties));
        }
        said.put("tasks", tasks);
    }

    private static List<Task> inOrder(ProjectFile project) {
        TaskContainer tasks = project.getTasks();
        for (Task task : tasks) {
            if (task.getID() == null) {
                tasks.renumberIDs();
                break;
            }
        }
        List<Task> found = new ArrayList<Task>(tasks);
        Collections.sort(found, new ById());
        return found;
    }

    /** MPXJ writes the first assignment alone where a resource is assigned to a task more than once. */
    private static int repeatedAssignments(ProjectFile project) {
        Set<String> known = new HashSet<String>();
        int count = 0;
        for (ResourceAssignment assignment : project.getResourceAssignments()) {
            count += known.add(assignment.getTaskUniqueID() + " " + assignment.getResourceUniqueID()) ? 0 : 1;
        }
        return count;
    }

    private static Map<String, Object> of(Task task, ProjectProperties properties) {
        Map<String, Object> said = new LinkedHashMap<String, Object>();
        said.put("uid", task.getUniqueID());
        if (task.getExternalTask()) {
            said.put("external", Boolean.TRUE);
            task.setExternalTask(false);
        }
        addParts(task, said);
        addLags(task, properties, said);
        addSlacks(task, properties, said);
        addWhatIsNotStored(task, said);
        if (task.getSecondaryConstraintType() != null) {
            said.put("secondary_constraint", task.getSecondaryConstraintType().name());
        }
        return said;
    }

    /** The stretches in which an interrupted task is worked. */
    private static void addParts(Task task, Map<String, Object> said) {
        List<LocalDateTimeRange> splits = task.getWorkSplits();
        if (splits == null || splits.size() < 2) {
            return;
        }
        List<Object> parts = new ArrayList<Object>();
        for (LocalDateTimeRange range : splits) {
            List<Object> part = new ArrayList<Object>();
            part.add(text(range.getStart()));
            part.add(text(range.getEnd()));
            parts.add(part);
        }
        said.put("parts", parts);
    }

    /** Lags in minutes or percent, exactly; in the XML they are cut to whole tenths of minutes and whole percents. */
    private static void addLags(Task task, ProjectProperties properties, Map<String, Object> said) {
        List<Object> lags = new ArrayList<Object>();
        boolean any = false;
        for (Relation relation : task.getPredecessors()) {
            Duration lag = relation.getLag();
            boolean percent =
                lag != null && (lag.getUnits() == TimeUnit.PERCENT || lag.getUnits() == TimeUnit.ELAPSED_PERCENT);
            double amount = lag == null ? 0 : percent ? lag.getDuration() : minutes(lag, properties).doubleValue();
            any |= amount != 0;
            lags.add(Double.valueOf(amount));
        }
        if (any) {
            said.put("lags", lags);
        }
    }

    /** Slacks in minutes; MPXJ writes those in days as if every day had eight hours. */
    private static void addSlacks(Task task, ProjectProperties properties, Map<String, Object> said) {
        Map<String, Object> slacks = new LinkedHashMap<String, Object>();
        addSlack("StartSlack", task.getStartSlack(), properties, slacks);
        addSlack("FinishSlack", task.getFinishSlack(), properties, slacks);
        addSlack("TotalSlack", task.getTotalSlack(), properties, slacks);
        addSlack("FreeSlack", task.getFreeSlack(), properties, slacks);
        if (!slacks.isEmpty()) {
            said.put("slacks", slacks);
        }
    }

    private static void addSlack(
        String name, Duration slack, ProjectProperties properties, Map<String, Object> slacks) {
        if (slack != null && slack.getDuration() != 0) {
            slacks.put(name, minutes(slack, properties));
        }
    }

    private static void addWhatIsNotStored(Task task, Map<String, Object> said) {
        List<Object> missing = new ArrayList<Object>();
        for (Map.Entry<String, FieldType> entry : STORED.entrySet()) {
            if (task.getCachedValue(entry.getValue()) == null) {
                missing.add(entry.getKey());
            }
        }
        if (!missing.isEmpty()) {
            said.put("not_stored", missing);
        }
    }

    private static Map<String, FieldType> stored() {
        Map<String, FieldType> fields = new LinkedHashMap<String, FieldType>();
        fields.put("Start", TaskField.START);
        fields.put("Finish", TaskField.FINISH);
        fields.put("EarlyStart", TaskField.EARLY_START);
        fields.put("EarlyFinish", TaskField.EARLY_FINISH);
        fields.put("LateStart", TaskField.LATE_START);
        fields.put("LateFinish", TaskField.LATE_FINISH);
        fields.put("StartSlack", TaskField.START_SLACK);
        fields.put("FinishSlack", TaskField.FINISH_SLACK);
        fields.put("TotalSlack", TaskField.TOTAL_SLACK);
        fields.put("FreeSlack", TaskField.FREE_SLACK);
        fields.put("Critical", TaskField.CRITICAL);
        return fields;
    }

    private static Double minutes(Duration duration, ProjectProperties properties) {
        return Double.valueOf(
            Duration.convertUnits(duration.getDuration(), duration.getUnits(), TimeUnit.MINUTES, properties)
                .getDuration());
    }

    private static String text(LocalDateTime moment) {
        return moment == null ? null : moment.format(MOMENT);
    }

    private static final class ById implements Comparator<Task> {
        @Override
        public int compare(Task one, Task other) {
            return one.getID().compareTo(other.getID());
        }
    }
}
