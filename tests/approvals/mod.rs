mod courses;
